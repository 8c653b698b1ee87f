// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/compose/composequestions.h"

#include <QWidget>

class QLabel;
class QPushButton;

/// Names the bytes that are sent: a file, read when it is sent, or bytes that were captured.
class FileField : public QWidget
{
    Q_OBJECT

public:
    /// \a questions must outlive it.
    explicit FileField(const ComposeQuestions &questions, QWidget *parent = nullptr);

    void setFile(const QString &fileName, const QByteArray &bytes);
    const QString &fileName() const { return m_fileName; }
    const QByteArray &bytes() const { return m_bytes; }

    /// Asks for a file. False if there was none.
    bool choose();

signals:
    void changed();

private:
    const ComposeQuestions &m_questions;
    QString m_fileName;
    QByteArray m_bytes;
    QLabel *m_label;
    QPushButton *m_button;
};
