// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/storereader.h"
#include "protocol/query/latencyrank.h"

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
    /// Says how the latency stands among those of its kind; until the next message.
    void setRank(const Query::LatencyRank &rank);
    /// The message of the pair that asked, if it was answered; or 0.
    Capture::Id answeredQuestion() const { return m_question; }
    /// "#51 after 812 ms", "pending", "never answered"; empty while hidden.
    QString text() const;
    /// "slower than 95 % of 1.2 k others of its kind"; empty while that is not known.
    QString rankText() const;

signals:
    void jumpRequested(Capture::Id message);

private:
    const Theme &m_theme;
    PanelHeading *m_heading;
    Chip *m_chip;
    QLabel *m_text;
    QLabel *m_rank;
    QPushButton *m_jump;
    Capture::Id m_other = 0;
    Capture::Id m_question = 0;
};
