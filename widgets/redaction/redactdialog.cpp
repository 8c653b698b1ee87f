// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/redaction/redactdialog.h"

#include "widgets/common/errorlabel.h"
#include "widgets/redaction/foundmodel.h"
#include "widgets/redaction/rulelist.h"

#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QSet>
#include <QTableView>
#include <QVBoxLayout>

namespace {

constexpr std::chrono::milliseconds Pause {400}; // between a key and the next look

} // namespace

RedactDialog::RedactDialog(QString path, const Theme &theme, QWidget *parent)
    : QDialog(parent)
    , m_path(std::move(path))
    , m_found(new FoundModel(this))
    , m_table(new QTableView)
    , m_rules(new RuleList(theme))
    , m_status(new QLabel)
    , m_progress(new QProgressBar)
    , m_error(new ErrorLabel(theme))
    , m_close(new QPushButton(tr("Cancel")))
    , m_save(new QPushButton(tr("Save copy…")))
{
    setWindowTitle(tr("Save a redacted copy"));
    build();
    resize(860, 600);
    m_soon.setSingleShot(true);
    m_soon.setInterval(Pause);
    connect(&m_soon, &QTimer::timeout, this, &RedactDialog::look);
    connect(m_rules, &RuleList::changed, this, &RedactDialog::lookSoon);
    connect(m_rules, &RuleList::committed, this, [this] {
        if (m_soon.isActive())
            look();
    });
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
    m_status->setWordWrap(true);
    m_progress->setRange(0, 1000);
    m_progress->setTextVisible(false);
    m_progress->setAccessibleName(tr("Progress"));
    m_close->setAutoDefault(false);
    m_save->setDefault(true);

    auto *const more = new QLabel(tr("What else is secret:"));
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
    layout->addWidget(more);
    layout->addWidget(m_rules);
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
                take(plan);
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
    m_table->setEnabled(false);
}

void RedactDialog::end()
{
    m_job.stop();
    m_progress->hide();
    m_rules->setEnabled(true);
    m_table->setEnabled(true);
    refresh();
}

void RedactDialog::refresh()
{
    const qsizetype all = m_found->rowCount();
    const qsizetype checked = m_found->checked();
    const qsizetype wrong = m_rules->problems();
    m_save->setEnabled(m_plan != nullptr && !m_job.hasJob() && !m_soon.isActive() && wrong == 0);
    if (m_plan == nullptr)
        m_status->setText({});
    else if (wrong > 0)
        m_status->setText(
            tr("%n line(s) below cannot be looked for; this is what was found before.", nullptr,
               static_cast<int>(wrong)));
    else if (all == 0)
        m_status->setText(tr("Nothing was found that looks like a secret. Say below what else is "
                             "one."));
    else
        m_status->setText(tr("%1 of %2 secrets are replaced by stand-ins of the same length, the "
                             "same secret by the same, in every layer. Uncheck what may stay.")
                              .arg(QLocale().toString(checked), QLocale().toString(all)));
}

/// What was unchecked stays so.
void RedactDialog::take(const std::shared_ptr<Redaction::Plan> &plan)
{
    if (m_plan) {
        QSet<QByteArray> kept;
        for (const Redaction::Secret &secret : m_plan->table.secrets()) {
            if (secret.isKept)
                kept.insert(secret.value);
        }
        for (std::size_t i = 0; i < plan->table.secrets().size(); ++i)
            plan->table.keep(i, kept.contains(plan->table.secrets()[i].value));
    }
    m_plan = plan;
    m_found->setPlan(plan);
}

/// A moment after the last change.
void RedactDialog::lookSoon()
{
    m_soon.stop();
    if (m_rules->said() != m_looked) {
        if (m_job.hasJob())
            end(); // what it finds is out of date
        if (m_rules->problems() == 0)
            m_soon.start();
    }
    refresh();
}

void RedactDialog::look()
{
    m_soon.stop();
    const auto rules = m_rules->rules();
    if (!rules)
        return;
    m_looked = m_rules->said();
    RedactionWorker::Job job {
        0, m_path, m_job.start([this](RedactionWorker *worker) { connectWorker(worker); })};
    job.number = m_job.number();
    begin(tr("Looking for secrets…"));
    m_job.post([job, rules = *rules](RedactionWorker &worker) { worker.find(job, rules); });
}

void RedactDialog::saveTo(const QString &target)
{
    if (!m_plan)
        return;
    RedactionWorker::Job job {
        0, m_path, m_job.start([this](RedactionWorker *worker) { connectWorker(worker); })};
    job.number = m_job.number();
    begin(tr("Writing the copy, and searching it for what should not be in it…"));
    m_rules->setEnabled(false);
    const auto plan = std::make_shared<const Redaction::Plan>(*m_plan);
    m_job.post([job, plan, target](RedactionWorker &worker) { worker.copy(job, plan, target); });
}

QString RedactDialog::status() const
{
    return m_error->words().isEmpty() ? m_status->text() : m_error->words();
}
