// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/redaction/redactdialog.h"

#include "widgets/common/errorlabel.h"
#include "widgets/redaction/foundmodel.h"

#include <QFormLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

RedactDialog::RedactDialog(QString path, const Theme &theme, QWidget *parent)
    : QDialog(parent)
    , m_path(std::move(path))
    , m_found(new FoundModel(this))
    , m_table(new QTableView)
    , m_paths(new QLineEdit)
    , m_pattern(new QLineEdit)
    , m_look(new QPushButton(tr("&Look again")))
    , m_status(new QLabel)
    , m_progress(new QProgressBar)
    , m_error(new ErrorLabel(theme))
    , m_close(new QPushButton(tr("Cancel")))
    , m_save(new QPushButton(tr("Save copy…")))
{
    setWindowTitle(tr("Save a redacted copy"));
    build();
    resize(860, 560);
    connect(m_look, &QPushButton::clicked, this, &RedactDialog::look);
    connect(m_paths, &QLineEdit::returnPressed, this, &RedactDialog::look);
    connect(m_pattern, &QLineEdit::returnPressed, this, &RedactDialog::look);
    connect(m_found, &QAbstractItemModel::dataChanged, this, &RedactDialog::refresh);
    connect(m_close, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_save, &QPushButton::clicked, this, &RedactDialog::saveRequested);
    look();
}

RedactDialog::~RedactDialog() = default;

void RedactDialog::build()
{
    m_table->setModel(m_found);
    m_table->setAccessibleName(tr("Secrets that were found"));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setAlternatingRowColors(false);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->horizontalHeader()->resizeSection(FoundModel::What, 210);
    m_table->horizontalHeader()->resizeSection(FoundModel::Hint, 140);
    m_table->horizontalHeader()->resizeSection(FoundModel::StandIn, 210);
    m_table->horizontalHeader()->resizeSection(FoundModel::Count, 70);
    m_paths->setPlaceholderText(tr("/user/email /*/phone"));
    m_paths->setToolTip(tr("What stands there in JSON is secret too; * is any name. Spaces "
                           "between paths."));
    m_pattern->setPlaceholderText(tr("card-([0-9]+)"));
    m_pattern->setToolTip(
        tr("What this regular expression matches is secret too: its first group, if it has one"));
    m_status->setWordWrap(true);
    m_progress->setRange(0, 1000);
    m_progress->setTextVisible(false);
    m_progress->setAccessibleName(tr("Progress"));
    m_look->setAutoDefault(false);
    m_close->setAutoDefault(false);
    m_save->setDefault(true);

    auto *const form = new QFormLayout;
    form->setHorizontalSpacing(16);
    form->setVerticalSpacing(8);
    form->addRow(tr("More &paths"), m_paths);
    auto *const pattern = new QHBoxLayout;
    pattern->setSpacing(8);
    pattern->addWidget(m_pattern, 1);
    pattern->addWidget(m_look);
    form->addRow(tr("More by p&attern"), pattern);
    static_cast<QLabel *>(form->labelForField(pattern))->setBuddy(m_pattern);
    auto *const buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(m_progress, 1);
    buttons->addStretch(1);
    buttons->addWidget(m_close);
    buttons->addWidget(m_save);

    auto *const layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 24, 24, 16);
    layout->setSpacing(12);
    layout->addWidget(m_status);
    layout->addWidget(m_table, 1);
    layout->addLayout(form);
    layout->addWidget(m_error);
    layout->addLayout(buttons);
}

void RedactDialog::connectWorker(RedactionWorker *worker)
{
    connect(worker, &RedactionWorker::progressed, this, [this](quint64 job, int done) {
        if (job == m_job.number())
            m_progress->setValue(done);
    });
    connect(worker, &RedactionWorker::found, this,
            [this](quint64 job, const std::shared_ptr<Redaction::Plan> &plan) {
                if (job != m_job.number())
                    return;
                m_plan = plan;
                m_found->setPlan(plan);
                end();
            });
    connect(worker, &RedactionWorker::copied, this, [this](quint64 job, const QString &target) {
        if (job != m_job.number())
            return;
        end();
        emit saved(target);
        accept();
    });
    connect(worker, &RedactionWorker::failed, this, [this](quint64 job, const QString &words) {
        if (job != m_job.number())
            return;
        end();
        m_error->say(words);
    });
}

void RedactDialog::begin(const QString &words)
{
    m_error->say({});
    m_status->setText(words);
    m_progress->setValue(0);
    m_progress->show();
    m_save->setEnabled(false);
    m_look->setEnabled(false);
    m_table->setEnabled(false);
}

void RedactDialog::end()
{
    m_job.stop();
    m_progress->hide();
    m_look->setEnabled(true);
    m_table->setEnabled(true);
    refresh();
}

void RedactDialog::refresh()
{
    const qsizetype all = m_found->rowCount();
    const qsizetype checked = m_found->checked();
    m_save->setEnabled(m_plan != nullptr && !m_job.hasJob());
    if (m_plan == nullptr)
        m_status->setText({});
    else if (all == 0)
        m_status->setText(tr("Nothing was found that looks like a secret. Say below what else is "
                             "one."));
    else
        m_status->setText(tr("%1 of %2 secrets are replaced by stand-ins of the same length, the "
                             "same secret by the same, in every layer. Uncheck what may stay.")
                              .arg(QLocale().toString(checked), QLocale().toString(all)));
}

void RedactDialog::look()
{
    Redaction::Rules rules;
    QByteArray error;
    bool isGood = true;
    const QStringList paths = m_paths->text().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    for (const QString &path : paths)
        isGood = isGood && rules.addPath(path.toUtf8(), &error);
    if (!m_pattern->text().isEmpty())
        isGood = isGood && rules.addPattern(m_pattern->text().toUtf8(), &error);
    if (!isGood) {
        const QString words = QString::fromUtf8(error);
        m_error->say(words.left(1).toUpper() + words.mid(1) + QLatin1Char('.'));
        return;
    }
    RedactionWorker::Job job {
        0, m_path, m_job.start([this](RedactionWorker *worker) { connectWorker(worker); })};
    job.number = m_job.number();
    begin(tr("Looking for secrets…"));
    m_job.post([job, rules](RedactionWorker &worker) { worker.find(job, rules); });
}

void RedactDialog::saveTo(const QString &target)
{
    if (!m_plan)
        return;
    RedactionWorker::Job job {
        0, m_path, m_job.start([this](RedactionWorker *worker) { connectWorker(worker); })};
    job.number = m_job.number();
    begin(tr("Writing the copy, and searching it for what should not be in it…"));
    const auto plan = std::make_shared<const Redaction::Plan>(*m_plan);
    m_job.post([job, plan, target](RedactionWorker &worker) { worker.copy(job, plan, target); });
}

QString RedactDialog::status() const
{
    return m_error->words().isEmpty() ? m_status->text() : m_error->words();
}
