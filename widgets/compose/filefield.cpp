// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/compose/filefield.h"

#include "widgets/common/format.h"

#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

FileField::FileField(const ComposeQuestions &questions, QWidget *parent)
    : QWidget(parent)
    , m_questions(questions)
    , m_label(new QLabel)
    , m_button(new QPushButton(tr("Choose file…")))
{
    m_label->setTextFormat(Qt::PlainText);
    m_label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_label->setAccessibleName(tr("What is sent"));
    m_button->setToolTip(tr("Choose the file that is sent as binary. It is read when it is sent."));
    auto *const layout = new QHBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(8);
    layout->addWidget(m_button);
    layout->addWidget(m_label, 1);
    setFocusProxy(m_button);
    connect(m_button, &QPushButton::clicked, this, &FileField::choose);
    setFile({}, {});
}

void FileField::setFile(const QString &fileName, const QByteArray &bytes)
{
    m_fileName = fileName;
    m_bytes = fileName.isEmpty() ? bytes : QByteArray();
    const QFileInfo info(fileName);
    if (fileName.isEmpty() && bytes.isEmpty()) {
        m_label->setText(tr("No file is chosen: empty binary data"));
        m_label->setToolTip({});
    } else if (fileName.isEmpty()) {
        m_label->setText(tr("%1 as captured").arg(formatExactBytes(bytes.size())));
        m_label->setToolTip(hexLine(bytes, 64));
    } else {
        m_label->setText(info.exists()
                             ? tr("%1 · %2").arg(info.fileName(), formatBytes(info.size()))
                             : tr("%1 is not there").arg(info.fileName()));
        m_label->setToolTip(fileName);
    }
    m_label->setForegroundRole(fileName.isEmpty() && bytes.isEmpty() ? QPalette::PlaceholderText
                                                                     : QPalette::WindowText);
}

bool FileField::choose()
{
    const QString name = m_questions.fileToSend ? m_questions.fileToSend(this) : QString();
    if (name.isEmpty())
        return false;
    setFile(name, {});
    emit changed();
    return true;
}
