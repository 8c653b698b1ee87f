// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/export/replacementsdialog.h"

#include "widgets/common/errorlabel.h"
#include "widgets/common/format.h"
#include "widgets/redaction/foundmodel.h"
#include "widgets/redaction/rulelist.h"

#include <QHeaderView>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

namespace {

constexpr std::chrono::milliseconds Pause {400}; // between a key and the next look

} // namespace

ReplacementsDialog::ReplacementsDialog(QString path, const Replacements &before, const Theme &theme,
                                       QWidget *parent)
    : QDialog(parent)
    , m_path(std::move(path))
    , m_kept(before.kept)
    , m_found(new FoundModel(this))
    , m_table(new QTableView)
    , m_rules(new RuleList(theme))
    , m_status(new QLabel)
    , m_progress(new QProgressBar)
    , m_error(new ErrorLabel(theme))
    , m_close(new QPushButton(tr("Cancel")))
    , m_accept(new QPushButton(tr("OK")))
{
    setWindowTitle(tr("What is replaced"));
    build();
    resize(860, 600);
    fillRules(before);
    m_soon.setSingleShot(true);
    m_soon.setInterval(Pause);
    connect(&m_soon, &QTimer::timeout, this, &ReplacementsDialog::look);
    connect(m_rules, &RuleList::changed, this, &ReplacementsDialog::onRulesChanged);
    connect(m_found, &QAbstractItemModel::dataChanged, this, &ReplacementsDialog::refresh);
    connect(m_close, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_accept, &QPushButton::clicked, this, &QDialog::accept);
    look();
}

ReplacementsDialog::~ReplacementsDialog() = default;

void ReplacementsDialog::build()
{
    buildTable();
    m_status->setWordWrap(true);
    m_progress->setRange(0, 1000);
    m_progress->setTextVisible(false);
    m_progress->setAccessibleName(tr("Progress"));
    m_close->setAutoDefault(false);
    m_accept->setDefault(true);

    auto *const buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(m_progress, 1);
    buttons->addStretch(1);
    buttons->addWidget(m_close);
    buttons->addWidget(m_accept);
    auto *const layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 24, 24, 16);
    layout->setSpacing(12);
    layout->addWidget(m_status);
    layout->addWidget(m_table, 1);
    layout->addWidget(new QLabel(tr("What else is secret:")));
    layout->addWidget(m_rules);
    layout->addWidget(m_error);
    layout->addLayout(buttons);
}

void ReplacementsDialog::buildTable()
{
    m_table->setModel(m_found);
    m_table->setAccessibleName(tr("Secrets that were found"));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->verticalHeader()->hide();
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->horizontalHeader()->setStretchLastSection(true);
    constexpr std::pair<FoundModel::Column, int> Widths[] {{FoundModel::What, 210},
                                                           {FoundModel::Hint, 140},
                                                           {FoundModel::StandIn, 210},
                                                           {FoundModel::Count, 70}};
    for (const auto &[column, width] : Widths)
        m_table->horizontalHeader()->resizeSection(column, width);
}

void ReplacementsDialog::fillRules(const Replacements &before)
{
    for (qsizetype i = 0; i < before.lines.size(); ++i) {
        const auto &[kind, text] = before.lines.at(i);
        RuleLine *const line
            = i == 0 ? m_rules->lines().constFirst() : m_rules->addLine(kind); // there is one
        line->setKind(kind);
        line->setText(text);
    }
}

void ReplacementsDialog::connectWorker(RedactionWorker *worker)
{
    connect(worker, &RedactionWorker::progressed, this, [this](quint64 job, int done) {
        if (job == m_job.number())
            m_progress->setValue(done);
    });
    connect(worker, &RedactionWorker::found, this,
            [this](quint64 job, const std::shared_ptr<Redaction::Plan> &plan) {
                if (job == m_job.number())
                    showFound(plan);
            });
    connect(worker, &RedactionWorker::failed, this, [this](quint64 job, const QString &words) {
        if (job != m_job.number())
            return;
        m_job.stop();
        m_error->say(words);
        refresh();
    });
}

void ReplacementsDialog::look()
{
    m_soon.stop();
    const auto rules = m_rules->rules();
    if (!rules)
        return;
    m_error->say({});
    m_progress->setValue(0);
    RedactionWorker::Job job {
        0, m_path, m_job.start([this](RedactionWorker *worker) { connectWorker(worker); })};
    job.number = m_job.number();
    m_job.post([job, found = *rules](RedactionWorker &worker) { worker.find(job, found); });
    refresh();
}

void ReplacementsDialog::showFound(const std::shared_ptr<Redaction::Plan> &plan)
{
    m_job.stop();
    m_kept = replacements().kept;
    m_plan = plan;
    const auto &secrets = plan->table.secrets();
    for (std::size_t i = 0; i < secrets.size(); ++i)
        plan->table.keep(i, m_kept.contains(secrets[i].value));
    m_found->setPlan(plan);
    refresh();
}

void ReplacementsDialog::onRulesChanged()
{
    m_job.stop(); // what it finds is out of date
    if (m_rules->problems() == 0)
        m_soon.start();
    else
        m_soon.stop();
    refresh();
}

void ReplacementsDialog::refresh()
{
    const bool isWrong = m_rules->problems() > 0;
    m_progress->setVisible(isLooking());
    m_table->setEnabled(!isLooking() && !isWrong);
    m_accept->setEnabled(m_plan && !isLooking() && !isWrong);
    if (isLooking())
        m_status->setText(tr("Looking for secrets…"));
    else if (!m_plan || isWrong)
        m_status->setText({});
    else if (m_found->rowCount() == 0)
        m_status->setText(tr("Nothing was found that looks like a secret."));
    else
        m_status->setText(
            tr("%1 of %2 secrets are replaced by stand-ins of the same length, the "
               "same secret by the same, in every layer. Uncheck what may stay.")
                .arg(formatNumber(m_found->checked()), formatNumber(m_found->rowCount())));
}

Replacements ReplacementsDialog::replacements() const
{
    Replacements now {.kept = m_kept, .lines = {}, .rules = {}};
    if (m_plan) {
        now.kept.clear();
        for (const Redaction::Secret &secret : m_plan->table.secrets()) {
            if (secret.isKept)
                now.kept.insert(secret.value);
        }
    }
    for (const RuleLine *const line : m_rules->lines()) {
        if (!line->isEmpty())
            now.lines.append({line->kind(), line->text()});
    }
    now.rules = m_rules->rules().value_or(Redaction::Rules());
    return now;
}

QString ReplacementsDialog::status() const
{
    return m_error->words().isEmpty() ? m_status->text() : m_error->words();
}
