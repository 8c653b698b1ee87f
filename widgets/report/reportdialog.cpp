// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/report/reportdialog.h"

#include "widgets/common/errorlabel.h"
#include "widgets/redaction/redactcheckbox.h"

#include <QLabel>
#include <QPushButton>
#include <QRadioButton>
#include <QVBoxLayout>

ReportDialog::ReportDialog(const QString &path, const QString &name,
                           const MessageFilter::Terms &shown, const Theme &theme, QWidget *parent)
    : QDialog(parent)
    , m_path(path)
    , m_name(name)
    , m_shown(shown)
    , m_onlyShown(new QRadioButton(tr("What is &shown now")))
    , m_everything(new QRadioButton(tr("The &whole capture")))
    , m_redact(new RedactCheckBox)
    , m_status(new QLabel)
    , m_error(new ErrorLabel(theme))
    , m_close(new QPushButton(tr("Cancel")))
    , m_save(new QPushButton(tr("Save report…")))
{
    setWindowTitle(tr("Report"));
    build();
    resize(520, sizeHint().height());
    connect(m_close, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_save, &QPushButton::clicked, this, &ReportDialog::saveRequested);
}

ReportDialog::~ReportDialog() = default;

void ReportDialog::build()
{
    auto *const words
        = new QLabel(tr("One page to read or to send: what was selected, the timeline, sessions, "
                        "problems, messages with their data, notes. HTML, or Markdown if the name "
                        "ends with .md."));
    words->setWordWrap(true);
    m_onlyShown->setToolTip(tr("By the filter, the session and the part of the time that the views "
                               "show"));
    m_onlyShown->setChecked(true);
    m_close->setAutoDefault(false);
    m_save->setDefault(true);
    auto *const buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(m_status, 1);
    buttons->addWidget(m_close);
    buttons->addWidget(m_save);
    auto *const layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 24, 24, 16);
    layout->setSpacing(12);
    layout->addWidget(words);
    layout->addWidget(m_onlyShown);
    layout->addWidget(m_everything);
    layout->addWidget(m_redact);
    layout->addWidget(m_error);
    layout->addLayout(buttons);
}

void ReportDialog::connectWorker(ReportWorker *worker)
{
    connect(worker, &ReportWorker::written, this, [this](quint64 job, const QString &target) {
        if (job != m_job.number())
            return;
        setBusy(false);
        emit saved(target);
        accept();
    });
    connect(worker, &ReportWorker::failed, this, [this](quint64 job, const QString &words) {
        if (job != m_job.number())
            return;
        setBusy(false);
        m_error->say(words);
    });
}

void ReportDialog::setBusy(bool isBusy)
{
    if (!isBusy)
        m_job.stop();
    m_status->setText(isBusy ? tr("Writing the report…") : QString());
    m_save->setEnabled(!isBusy);
}

void ReportDialog::saveTo(const QString &target)
{
    m_error->say({});
    ReportWorker::Job job;
    job.path = m_path;
    job.name = m_name;
    if (m_onlyShown->isChecked())
        job.terms = m_shown;
    job.isRedacted = m_redact->isChecked();
    job.target = target;
    job.cancelled = m_job.start([this](ReportWorker *worker) { connectWorker(worker); });
    job.number = m_job.number();
    setBusy(true);
    m_job.post([job](ReportWorker &worker) { worker.write(job); });
}

QString ReportDialog::status() const
{
    return m_error->words().isEmpty() ? m_status->text() : m_error->words();
}
