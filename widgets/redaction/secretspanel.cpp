// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/redaction/secretspanel.h"

#include "widgets/common/errorlabel.h"
#include "widgets/common/format.h"
#include "widgets/redaction/foundmodel.h"
#include "widgets/redaction/rulelist.h"

#include <QHeaderView>
#include <QLabel>
#include <QProgressBar>
#include <QTableView>
#include <QVBoxLayout>

namespace {

constexpr std::chrono::milliseconds Pause {400}; // between a key and the next look

} // namespace

SecretsPanel::SecretsPanel(QString path, const Replacements &before, const Theme &theme,
                           QWidget *parent)
    : QWidget(parent)
    , m_path(std::move(path))
    , m_kept(before.kept)
    , m_found(new FoundModel(this))
    , m_table(new QTableView)
    , m_rules(new RuleList(theme))
    , m_status(new QLabel)
    , m_progress(new QProgressBar)
    , m_error(new ErrorLabel(theme))
{
    build();
    fillRules(before);
    m_soon.setSingleShot(true);
    m_soon.setInterval(Pause);
    connect(&m_soon, &QTimer::timeout, this, &SecretsPanel::look);
    connect(m_rules, &RuleList::changed, this, &SecretsPanel::lookSoon);
    connect(m_rules, &RuleList::committed, this, [this] {
        if (m_soon.isActive())
            look();
    });
    connect(m_found, &QAbstractItemModel::dataChanged, this, &SecretsPanel::refresh);
    look();
}

SecretsPanel::~SecretsPanel() = default;

void SecretsPanel::build()
{
    m_table->setModel(m_found);
    m_table->setAccessibleName(tr("Secrets that were found"));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->horizontalHeader()->setStretchLastSection(true);
    constexpr std::pair<FoundModel::Column, int> Widths[] {{FoundModel::What, 210},
                                                           {FoundModel::Hint, 140},
                                                           {FoundModel::StandIn, 210},
                                                           {FoundModel::Count, 70}};
    for (const auto &[column, width] : Widths)
        m_table->horizontalHeader()->resizeSection(column, width);
    m_status->setWordWrap(true);
    m_progress->setRange(0, 1000);
    m_progress->setTextVisible(false);
    m_progress->setAccessibleName(tr("Progress"));

    auto *const layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(12);
    layout->addWidget(m_status);
    layout->addWidget(m_table, 1);
    layout->addWidget(new QLabel(tr("What else is secret:")));
    layout->addWidget(m_rules);
    layout->addWidget(m_error);
}

void SecretsPanel::fillRules(const Replacements &before)
{
    for (qsizetype i = 0; i < before.lines.size(); ++i) {
        const auto &[kind, text] = before.lines.at(i);
        RuleLine *const line
            = i == 0 ? m_rules->lines().constFirst() : m_rules->addLine(kind); // there is one
        line->setKind(kind);
        line->setText(text);
    }
}

void SecretsPanel::connectWorker(RedactionWorker *worker)
{
    connect(worker, &RedactionWorker::progressed, this, [this](quint64 job, int done) {
        if (job == m_job.number())
            m_progress->setValue(done);
    });
    connect(worker, &RedactionWorker::found, this,
            [this](quint64 job, const std::shared_ptr<Redaction::Plan> &plan) {
                if (job == m_job.number())
                    take(plan);
            });
    connect(worker, &RedactionWorker::failed, this, [this](quint64 job, const QString &words) {
        if (job != m_job.number())
            return;
        m_job.stop();
        m_error->say(words);
        refresh();
    });
}

/// A moment after the last change.
void SecretsPanel::lookSoon()
{
    m_soon.stop();
    if (m_rules->said() != m_looked) {
        m_job.stop(); // what it finds is out of date
        if (m_rules->problems() == 0)
            m_soon.start();
    }
    refresh();
}

void SecretsPanel::look()
{
    m_soon.stop();
    const auto rules = m_rules->rules();
    if (!rules)
        return refresh();
    m_looked = m_rules->said();
    m_error->say({});
    m_progress->setValue(0);
    RedactionWorker::Job job {
        0, m_path, m_job.start([this](RedactionWorker *worker) { connectWorker(worker); })};
    job.number = m_job.number();
    m_job.post([job, rules = *rules](RedactionWorker &worker) { worker.find(job, rules); });
    refresh();
}

/// What was unchecked stays so.
void SecretsPanel::take(const std::shared_ptr<Redaction::Plan> &plan)
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

bool SecretsPanel::isReady() const
{
    return m_plan != nullptr && !m_job.hasJob() && !m_soon.isActive() && m_doing.isEmpty()
        && m_rules->problems() == 0;
}

void SecretsPanel::refresh()
{
    const bool isBusy = m_job.hasJob() || !m_doing.isEmpty();
    m_progress->setVisible(isBusy);
    m_table->setEnabled(!isBusy);
    m_rules->setEnabled(m_doing.isEmpty());
    m_status->setText(words());
    emit changed();
}

QString SecretsPanel::words() const
{
    if (!m_doing.isEmpty())
        return m_doing;
    if (m_job.hasJob())
        return tr("Looking for secrets…");
    if (m_plan == nullptr)
        return {};
    const qsizetype wrong = m_rules->problems();
    if (wrong == 1)
        return tr("A line below cannot be looked for; this is what was found before.");
    if (wrong > 1)
        return tr("%1 lines below cannot be looked for; this is what was found before.")
            .arg(formatNumber(wrong));
    if (m_found->rowCount() == 0)
        return tr("Nothing was found that looks like a secret. Say below what else is one.");
    return tr("%1 of %2 secrets are replaced by stand-ins of the same length, the same secret by "
              "the same, in every layer. Uncheck what may stay.")
        .arg(formatNumber(m_found->checked()), formatNumber(m_found->rowCount()));
}

Replacements SecretsPanel::replacements() const
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

QString SecretsPanel::status() const
{
    return m_error->words().isEmpty() ? m_status->text() : m_error->words();
}

void SecretsPanel::begin(const QString &words)
{
    m_doing = words;
    m_error->say({});
    m_progress->setValue(0);
    refresh();
}

void SecretsPanel::end(const QString &words)
{
    m_doing.clear();
    m_error->say(words);
    refresh();
}
