// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/storereader.h"

#include <QWidget>

class Chip;
class PanelHeading;
class QLabel;
class QPushButton;
class Theme;

/// The other half of an ack pair: what answered a message, or what an answer answers, with the
/// latency and a way there. Hidden where no ack is involved.
class AnswerBlock : public QWidget
{
    Q_OBJECT

public:
    explicit AnswerBlock(const Theme &theme, QWidget *parent = nullptr);

    /// \a isOver: the session has ended, so that what is pending will never come.
    void setMessage(const Capture::MessageRow &message, bool isOver);
    /// "#51 after 812 ms", "pending", "never answered"; empty while hidden.
    QString text() const;

signals:
    void jumpRequested(Capture::Id message);

private:
    const Theme &m_theme;
    PanelHeading *m_heading;
    Chip *m_chip;
    QLabel *m_text;
    QPushButton *m_jump;
    Capture::Id m_other = 0;
};
