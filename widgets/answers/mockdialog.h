// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/answers/recordednamespace.h"

#include <QDialog>

class AnswerEditor;
class ErrorLabel;
class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QStackedWidget;
class SegmentedButton;
class Theme;

/// What the user asks for: one mock server.
struct MockRequest
{
    enum class Source : quint8 { Answers, Session };

    QString listen = QStringLiteral("127.0.0.1:3000");
    Source source = Source::Answers;
    QByteArray answers; ///< a file of answers
    Answers::Pace pace = Answers::Pace::ByEvent; ///< of a session
    bool isTapped = true;
    QString tapListen = QStringLiteral("127.0.0.1:9000");

    bool operator==(const MockRequest &other) const = default;
};

/// Runs a mock of somebody's server: with answers that are written here, or as the selected session
/// was recorded.
///
/// Knows values and signals only: it asks with startRequested() and is told how that went with
/// started() or failed(). Closing it keeps the server. Not modal.
class MockDialog : public QDialog
{
    Q_OBJECT

public:
    enum class Phase { Asking, Running };

    explicit MockDialog(const Theme &theme, QWidget *parent = nullptr);

    void setRequest(const MockRequest &request);
    MockRequest request() const;
    Phase phase() const { return m_phase; }
    void setAnswers(const QByteArray &json);
    /// What would be served is called \a words; empty while no session is selected.
    void setSession(const QString &words);

    /// It listens on \a address, a tap in front of it on \a tapAddress, if there is one.
    void started(const QString &address, const QString &tapAddress);
    /// It does not, for the reason in \a words.
    void failed(const QString &words);
    void stopped();
    /// Something that whoever runs it should know.
    void note(const QString &words);

signals:
    void startRequested(const MockRequest &request);
    void stopRequested();
    void openRequested();
    void saveRequested();

private:
    void build();
    void refresh();

    Phase m_phase = Phase::Asking;
    bool m_hasSession = false;
    QLineEdit *m_listen;
    SegmentedButton *m_source;
    QStackedWidget *m_pages;
    AnswerEditor *m_answers;
    QLabel *m_session;
    SegmentedButton *m_pace;
    QCheckBox *m_tapped;
    QLineEdit *m_tapListen;
    QLabel *m_status;
    ErrorLabel *m_error;
    QPushButton *m_start;
    QPushButton *m_stop;
    QPushButton *m_close;
};
