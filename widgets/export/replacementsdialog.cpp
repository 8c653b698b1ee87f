// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/export/replacementsdialog.h"

#include "widgets/common/errorlabel.h"
#include "widgets/common/format.h"
#include "widgets/redaction/foundmodel.h"

#include <QHeaderView>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

ReplacementsDialog::ReplacementsDialog(const QString &path, const QSet<QByteArray> &kept,
                                       const Theme &theme, QWidget *parent)
    : QDialog(parent)
    , m_path(path)
    , m_keptBefore(kept)
    , m_found(new FoundModel(this))
    , m_table(new QTableView)
    , m_status(new QLabel)
    , m_progress(new QProgressBar)
    , m_error(new ErrorLabel(theme))
    , m_close(new QPushButton(tr("Cancel")))
    , m_accept(new QPushButton(tr("OK")))
{
    setWindowTitle(tr("What is replaced"));
    build();
    resize(860, 480);
    connect(m_found, &QAbstractItemModel::dataChanged, this, &ReplacementsDialog::refresh);
    connect(m_close, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_accept, &QPushButton::clicked, this, &QDialog::accept);
    look();
}

ReplacementsDialog::~ReplacementsDialog() = default;

void ReplacementsDialog::build()
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
    m_status->setWordWrap(true);
    m_progress->setRange(0, 1000);
    m_progress->setTextVisible(false);
    m_progress->setAccessibleName(tr("Progress"));
    m_close->setAutoDefault(false);
    m_accept->setDefault(true);
    m_accept->setEnabled(false);

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
    layout->addWidget(m_error);
    layout->addLayout(buttons);
}

void ReplacementsDialog::look()
{
    m_status->setText(tr("Looking for secrets…"));
    RedactionWorker::Job job {
        0, m_path, m_job.start([this](RedactionWorker *worker) {
            connect(worker, &RedactionWorker::progressed, this,
                    [this](quint64 /*job*/, int done) { m_progress->setValue(done); });
            connect(worker, &RedactionWorker::found, this,
                    [this](quint64 /*job*/, const std::shared_ptr<Redaction::Plan> &plan) {
                        showFound(plan);
                    });
            connect(worker, &RedactionWorker::failed, this,
                    [this](quint64 /*job*/, const QString &words) {
                        m_progress->hide();
                        m_status->clear();
                        m_error->say(words);
                    });
        })};
    job.number = m_job.number();
    m_job.post([job](RedactionWorker &worker) { worker.find(job, {}); });
}

void ReplacementsDialog::showFound(const std::shared_ptr<Redaction::Plan> &plan)
{
    m_progress->hide();
    m_plan = plan;
    const auto &secrets = plan->table.secrets();
    for (std::size_t i = 0; i < secrets.size(); ++i) {
        if (m_keptBefore.contains(secrets[i].value))
            plan->table.keep(i, true);
    }
    m_found->setPlan(plan);
    m_accept->setEnabled(true);
    refresh();
}

void ReplacementsDialog::refresh()
{
    if (m_found->rowCount() == 0)
        m_status->setText(tr("Nothing was found that looks like a secret."));
    else
        m_status->setText(
            tr("%1 of %2 secrets are replaced by stand-ins of the same length, the "
               "same secret by the same, in every layer. Uncheck what may stay.")
                .arg(formatNumber(m_found->checked()), formatNumber(m_found->rowCount())));
}

QSet<QByteArray> ReplacementsDialog::kept() const
{
    if (!m_plan)
        return m_keptBefore;
    QSet<QByteArray> kept;
    for (const Redaction::Secret &secret : m_plan->table.secrets()) {
        if (secret.isKept)
            kept.insert(secret.value);
    }
    return kept;
}

QString ReplacementsDialog::status() const
{
    return m_error->words().isEmpty() ? m_status->text() : m_error->words();
}
