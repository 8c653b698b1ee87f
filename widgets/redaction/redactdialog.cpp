// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/redaction/redactdialog.h"

#include "widgets/redaction/secretspanel.h"

#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

RedactDialog::RedactDialog(const QString &path, const Theme &theme, QWidget *parent)
    : QDialog(parent)
    , m_path(path)
    , m_secrets(new SecretsPanel(path, {}, theme))
    , m_close(new QPushButton(tr("Cancel")))
    , m_save(new QPushButton(tr("Save copy…")))
{
    setWindowTitle(tr("Save a redacted copy"));
    build();
    resize(860, 600);
    connect(m_secrets, &SecretsPanel::changed, this,
            [this] { m_save->setEnabled(m_secrets->isReady()); });
    connect(m_close, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_save, &QPushButton::clicked, this, &RedactDialog::saveRequested);
}

RedactDialog::~RedactDialog() = default;

void RedactDialog::build()
{
    m_close->setAutoDefault(false);
    m_save->setDefault(true);
    m_save->setEnabled(m_secrets->isReady());
    auto *const buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(m_secrets->progress(), 1);
    buttons->addStretch(1);
    buttons->addWidget(m_close);
    buttons->addWidget(m_save);
    auto *const layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 24, 24, 16);
    layout->setSpacing(12);
    layout->addWidget(m_secrets, 1);
    layout->addLayout(buttons);
}

void RedactDialog::connectWorker(RedactionWorker *worker)
{
    connect(worker, &RedactionWorker::progressed, this, [this](quint64 job, int done) {
        if (job == m_job.number())
            m_secrets->progress()->setValue(done);
    });
    connect(worker, &RedactionWorker::copied, this, [this](quint64 job, const QString &target) {
        if (job != m_job.number())
            return;
        m_job.stop();
        m_secrets->end();
        emit saved(target);
        accept();
    });
    connect(worker, &RedactionWorker::failed, this, [this](quint64 job, const QString &words) {
        if (job != m_job.number())
            return;
        m_job.stop();
        m_secrets->end(words);
    });
}

void RedactDialog::saveTo(const QString &target)
{
    if (!m_secrets->isReady())
        return;
    RedactionWorker::Job job {
        0, m_path, m_job.start([this](RedactionWorker *worker) { connectWorker(worker); })};
    job.number = m_job.number();
    m_secrets->begin(tr("Writing the copy, and searching it for what should not be in it…"));
    const auto plan = std::make_shared<const Redaction::Plan>(*m_secrets->plan());
    m_job.post([job, plan, target](RedactionWorker &worker) { worker.copy(job, plan, target); });
}

FoundModel &RedactDialog::found()
{
    return m_secrets->found();
}

RuleList &RedactDialog::rules()
{
    return m_secrets->rules();
}

QString RedactDialog::status() const
{
    return m_secrets->status();
}
