// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/export/exportdialog.h"

#include "widgets/common/errorlabel.h"
#include "widgets/common/format.h"
#include "widgets/redaction/redactcheckbox.h"

#include <QButtonGroup>
#include <QClipboard>
#include <QComboBox>
#include <QDesktopServices>
#include <QDir>
#include <QFileInfo>
#include <QFormLayout>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QRadioButton>
#include <QUrl>

#include <algorithm>

namespace {

constexpr int Width = 640;

QLabel *dimLabel(const QString &words)
{
    auto *const label = new QLabel(words);
    label->setTextFormat(Qt::PlainText);
    label->setForegroundRole(QPalette::PlaceholderText);
    return label;
}

/// \a path ends with ".\a suffix"; of what it ended with, one of \a others is replaced by that.
QString withSuffix(const QString &path, const QString &suffix, const std::vector<ExportChoice> &all)
{
    const QFileInfo file(path);
    const bool isOurs = std::any_of(all.begin(), all.end(), [&file](const ExportChoice &one) {
        return file.suffix().compare(one.name, Qt::CaseInsensitive) == 0;
    });
    const QString base = isOurs ? path.chopped(file.suffix().size() + 1) : path;
    return base + u'.' + suffix;
}

/// Of the parts, Tab goes to the one that is chosen.
void markTabStop(QAbstractButton *button, bool isChecked)
{
    button->setFocusPolicy(isChecked ? Qt::StrongFocus : Qt::ClickFocus);
}

QString countWords(qint64 messages)
{
    return messages == 1 ? ExportDialog::tr("1 message")
                         : ExportDialog::tr("%1 messages").arg(formatNumber(messages));
}

} // namespace

ExportDialog::ExportDialog(Setup setup, const Theme &theme, QWidget *parent)
    : QDialog(parent)
    , m_setup(std::move(setup))
    , m_theme(theme)
    , m_format(new QComboBox)
    , m_form(new QWidget)
    , m_scopes(new QButtonGroup(this))
    , m_redact(new RedactCheckBox)
    , m_preview(new QPushButton(tr("What is re&placed…")))
    , m_target(new QLineEdit)
    , m_browse(new QPushButton(tr("&Browse…")))
    , m_error(new ErrorLabel(theme))
    , m_result(new QWidget)
    , m_resultWords(new QLabel)
    , m_openFolder(new QPushButton(tr("&Open folder")))
    , m_copyPath(new QPushButton(tr("&Copy path")))
    , m_status(new QLabel)
    , m_progress(new QProgressBar)
    , m_stop(new QPushButton(tr("S&top")))
    , m_close(new QPushButton(tr("Cancel")))
    , m_export(new QPushButton(tr("E&xport")))
{
    setWindowTitle(tr("Export"));
    build();
    m_redact->setChecked(m_setup.isRedacted);
    m_preview->setEnabled(m_redact->isChecked());
    m_target->setText(m_setup.target);
    followFormat();
    connectParts();
    resize(Width, sizeHint().height());
    startCounting();
}

ExportDialog::~ExportDialog() = default;

void ExportDialog::build()
{
    for (const ExportChoice &choice : m_setup.formats)
        m_format->addItem(tr("%1: %2").arg(choice.name, choice.help));
    const auto chosen = std::find_if(
        m_setup.formats.begin(), m_setup.formats.end(),
        [this](const ExportChoice &choice) { return choice.name == m_setup.format; });
    if (chosen != m_setup.formats.end())
        m_format->setCurrentIndex(static_cast<int>(chosen - m_setup.formats.begin()));
    m_format->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);

    auto *const secrets = new QHBoxLayout;
    secrets->setSpacing(8);
    secrets->addWidget(m_redact, 1);
    secrets->addWidget(m_preview);

    auto *const form = new QFormLayout(m_form);
    form->setContentsMargins({});
    form->setHorizontalSpacing(16);
    form->setVerticalSpacing(12);
    form->addRow(tr("&Format"), m_format);
    form->addRow(tr("What"), buildScopes());
    form->addRow(tr("Secrets"), secrets);
    auto *const file = buildFile();
    form->addRow(tr("F&ile"), file);
    static_cast<QLabel *>(form->labelForField(file))->setBuddy(m_target);

    m_status->setTextFormat(Qt::PlainText);
    m_progress->setRange(0, 1000);
    m_progress->setTextVisible(false);
    m_progress->setAccessibleName(tr("Progress"));
    for (QPushButton *const button :
         {m_preview, m_browse, m_openFolder, m_copyPath, m_stop, m_close, m_export})
        button->setAutoDefault(false);
    m_export->setDefault(true);
    auto *const buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(m_status);
    buttons->addWidget(m_progress, 1);
    buttons->addWidget(m_stop);
    buttons->addStretch();
    buttons->addWidget(m_close);
    buttons->addWidget(m_export);
    for (QWidget *const widget : std::initializer_list<QWidget *> {m_status, m_progress, m_stop})
        widget->hide();

    auto *const layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 24, 24, 16);
    layout->setSpacing(12);
    layout->addWidget(m_form);
    layout->addWidget(m_error);
    layout->addWidget(buildResult());
    layout->addStretch(1);
    layout->addLayout(buttons);
}

QWidget *ExportDialog::buildScopes()
{
    auto *const block = new QWidget;
    auto *const grid = new QGridLayout(block);
    grid->setContentsMargins({});
    grid->setHorizontalSpacing(16);
    grid->setVerticalSpacing(0);
    grid->setColumnStretch(0, 1);
    const int indent = style()->pixelMetric(QStyle::PM_ExclusiveIndicatorWidth)
        + style()->pixelMetric(QStyle::PM_RadioButtonLabelSpacing);
    for (int i = 0; i < static_cast<int>(m_setup.scopes.size()); ++i) {
        const ExportScope &scope = m_setup.scopes[static_cast<std::size_t>(i)];
        auto *const button = new QRadioButton(scope.title);
        button->setAccessibleDescription(scope.detail);
        button->setChecked(scope.what == m_setup.what);
        m_scopes->addButton(button, i);
        // A filter may be longer than there is room.
        const int room = Width - 48 - 160;
        auto *const detail = dimLabel(fontMetrics().elidedText(
            singleLine(scope.detail.toUtf8(), 400), Qt::ElideMiddle, room));
        detail->setContentsMargins(indent, 0, 0, 8);
        detail->setToolTip(scope.detail.toHtmlEscaped());
        auto *const count = dimLabel(QStringLiteral("…"));
        count->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        m_counts.append(count);
        grid->addWidget(button, 2 * i, 0);
        grid->addWidget(count, 2 * i, 1);
        grid->addWidget(detail, 2 * i + 1, 0, 1, 2);
    }
    if (m_scopes->checkedButton() == nullptr && !m_scopes->buttons().isEmpty())
        m_scopes->buttons().constLast()->setChecked(true);
    for (QAbstractButton *const button : m_scopes->buttons())
        markTabStop(button, button->isChecked());
    if (m_setup.isLive) {
        auto *const live = dimLabel(
            tr("The recording goes on: what is there when the export begins is written."));
        live->setWordWrap(true);
        grid->addWidget(live, grid->rowCount(), 0, 1, 2);
    }
    return block;
}

QWidget *ExportDialog::buildFile()
{
    m_target->setAccessibleName(tr("File"));
    auto *const block = new QWidget;
    auto *const line = new QHBoxLayout(block);
    line->setContentsMargins({});
    line->setSpacing(8);
    line->addWidget(m_target, 1);
    line->addWidget(m_browse);
    return block;
}

QWidget *ExportDialog::buildResult()
{
    m_resultWords->setWordWrap(true);
    m_resultWords->setTextFormat(Qt::PlainText);
    m_resultWords->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *const line = new QHBoxLayout(m_result);
    line->setContentsMargins({});
    line->setSpacing(8);
    line->addWidget(m_resultWords, 1);
    line->addWidget(m_openFolder);
    line->addWidget(m_copyPath);
    m_result->hide();
    return m_result;
}

void ExportDialog::connectParts()
{
    connect(m_format, &QComboBox::currentIndexChanged, this, [this] {
        followFormat();
        onEdited();
    });
    connect(m_scopes, &QButtonGroup::idToggled, this, [this](int id, bool isChecked) {
        markTabStop(m_scopes->button(id), isChecked);
        onEdited();
    });
    connect(m_redact, &RedactCheckBox::toggled, this, [this](bool isChecked) {
        m_preview->setEnabled(isChecked);
        onEdited();
    });
    connect(m_target, &QLineEdit::textChanged, this, [this] {
        followName();
        onEdited();
    });
    connect(m_preview, &QPushButton::clicked, this, &ExportDialog::previewReplacements);
    connect(m_browse, &QPushButton::clicked, this, [this] { emit browseRequested(target()); });
    connect(m_openFolder, &QPushButton::clicked, this, [this] {
        QDesktopServices::openUrl(QUrl::fromLocalFile(QFileInfo(m_written).absolutePath()));
    });
    connect(m_copyPath, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_written); });
    connect(m_stop, &QPushButton::clicked, this, [this] {
        if (m_cancels)
            m_cancels->store(true);
    });
    connect(m_close, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_export, &QPushButton::clicked, this, &ExportDialog::onExportClicked);
    connect(this, &QDialog::finished, this, [this] { m_cancels.reset(); });
}

void ExportDialog::startCounting()
{
    ExportWorker::Job job {0, m_setup.capture, m_counting.start([this](ExportWorker *worker) {
                               connect(worker, &ExportWorker::counted, this,
                                       [this](quint64 number, int part, qint64 messages) {
                                           if (number == m_counting.number())

                                               m_counts.at(part)->setText(countWords(messages));
                                       });
                           })};
    job.number = m_counting.number();
    std::vector<ExportWorker::Part> parts;
    for (const ExportScope &scope : m_setup.scopes)
        parts.push_back(scope.terms);
    m_counting.post([job, parts](ExportWorker &worker) { worker.count(job, parts); });
}

QString ExportDialog::format() const
{
    return m_setup.formats[static_cast<std::size_t>(m_format->currentIndex())].name;
}

bool ExportDialog::isRedacted() const
{
    return m_redact->isChecked();
}

QString ExportDialog::target() const
{
    const QString text = m_target->text().trimmed();
    if (text.isEmpty())
        return {};
    const QString folder = QFileInfo(m_setup.target).absolutePath();
    const QString path = QDir(folder).absoluteFilePath(text);
    if (QFileInfo(path).suffix().isEmpty() && !QFileInfo(path).isDir())
        return path + u'.' + format();
    return path;
}

void ExportDialog::setTarget(const QString &path)
{
    m_target->setText(path);
}

QString ExportDialog::words() const
{
    return !m_error->words().isEmpty() ? m_error->words() : m_resultWords->text();
}

const ExportScope &ExportDialog::scope() const
{
    return m_setup.scopes[static_cast<std::size_t>(m_scopes->checkedId())];
}

void ExportDialog::followFormat()
{
    const QString text = m_target->text().trimmed();
    const bool fits = QFileInfo(text).suffix().compare(format(), Qt::CaseInsensitive) == 0;
    if (!text.isEmpty() && !fits)
        m_target->setText(withSuffix(text, format(), m_setup.formats));
}

/// A name that ends as that of another format wants that one.
void ExportDialog::followName()
{
    const QString suffix = QFileInfo(m_target->text().trimmed()).suffix();
    for (int i = 0; i < m_format->count(); ++i) {
        if (suffix.compare(m_setup.formats[static_cast<std::size_t>(i)].name, Qt::CaseInsensitive)
            == 0)
            m_format->setCurrentIndex(i);
    }
}

/// What was said holds no more, nor does what was asked.
void ExportDialog::onEdited()
{
    m_asked.clear();
    m_export->setText(tr("E&xport"));
    m_export->setDefault(true);
    m_export->setEnabled(!m_cancels && !target().isEmpty());
    m_error->say({});
    m_result->hide();
    m_resultWords->clear();
}

void ExportDialog::onExportClicked()
{
    const QString path = target();
    if (path.isEmpty() || m_cancels)
        return;
    const bool isThere = QFileInfo(path).isFile() && QFileInfo(path) != QFileInfo(m_setup.capture);
    if (!isThere || path == m_asked) {
        startWriting(path);
        return;
    }
    onEdited();
    m_asked = path;
    m_error->say(tr("%1 is there already. Replace it, or choose another name.").arg(path));
    m_export->setText(tr("&Replace"));
    m_export->setDefault(false); // not by pressing Enter twice
    m_target->setFocus(Qt::OtherFocusReason);
    const QString name = QFileInfo(m_target->text()).completeBaseName();
    m_target->setSelection(static_cast<int>(m_target->text().lastIndexOf(name)),
                           static_cast<int>(name.size()));
}

void ExportDialog::startWriting(const QString &target)
{
    onEdited();
    ExportWorker::Job job {0, m_setup.capture,
                           m_job.start([this](ExportWorker *worker) { connectWorker(worker); })};
    job.number = m_job.number();
    m_cancels = job.cancelled;
    m_written = target;
    if (m_target->text() != target)
        m_target->setText(target);
    setBusy(true);
    const ExportWorker::Order order {
        .write = m_setup.formats[static_cast<std::size_t>(m_format->currentIndex())].write,
        .part = scope().terms,
        .isRedacted = m_redact->isChecked(),
        .rules = m_replacements.rules,
        .kept = m_replacements.kept,
        .target = target};
    m_job.post([job, order](ExportWorker &worker) { worker.write(job, order); });
}

void ExportDialog::connectWorker(ExportWorker *worker)
{
    connect(worker, &ExportWorker::progressed, this, [this](quint64 job, bool isLooking, int done) {
        if (job != m_job.number() || !m_cancels)
            return;
        // Looking for secrets is half of the work.
        m_progress->setValue(!m_redact->isChecked() ? done : isLooking ? done / 2 : 500 + done / 2);
        m_status->setText(isLooking ? tr("Looking for secrets…") : tr("Writing…"));
    });
    connect(worker, &ExportWorker::written, this,
            [this](quint64 job, qint64 messages, qint64 bytes) {
                if (job != m_job.number())
                    return;
                setBusy(false);
                showResult(messages, bytes);
                emit exported(m_written);
            });
    connect(worker, &ExportWorker::cancelled, this, [this](quint64 job) {
        if (job != m_job.number())
            return;
        setBusy(false);
        m_error->remark(tr("Stopped; nothing was written."));
    });
    connect(worker, &ExportWorker::failed, this, [this](quint64 job, const QString &words) {
        if (job != m_job.number())
            return;
        setBusy(false);
        m_error->say(words);
    });
}

void ExportDialog::setBusy(bool isBusy)
{
    if (!isBusy) {
        m_job.stop();
        m_cancels.reset();
    }
    m_form->setEnabled(!isBusy);
    m_status->setText(isBusy ? tr("Writing…") : QString());
    m_progress->setValue(0);
    for (QWidget *const widget : std::initializer_list<QWidget *> {m_status, m_progress, m_stop})
        widget->setVisible(isBusy);
    m_export->setEnabled(!isBusy);
    if (isBusy)
        m_stop->setFocus(Qt::OtherFocusReason);
    else
        m_export->setFocus(Qt::OtherFocusReason);
}

void ExportDialog::showResult(qint64 messages, qint64 bytes)
{
    m_resultWords->setText(tr("Written: %1, %2, in %3.")
                               .arg(countWords(messages), formatExactBytes(bytes), m_written));
    m_result->show();
    if (m_setup.isLive)
        startCounting(); // there is more by now
    m_close->setText(tr("Close"));
    m_close->setFocus(Qt::OtherFocusReason);
}

void ExportDialog::previewReplacements()
{
    auto *const dialog = new ReplacementsDialog(m_setup.capture, m_replacements, m_theme, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        m_replacements = dialog->replacements();
        onEdited();
    });
    dialog->open();
}

void ExportDialog::letGo()
{
    for (auto *const dialog : findChildren<ReplacementsDialog *>())
        delete dialog; // waits for what it does
    m_counting.letGo();
    m_job.letGo();
}
