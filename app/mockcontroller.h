// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/answers/mockserver.h"
#include "widgets/answers/mockdialog.h"

#include <QPointer>

class CaptureDocument;
class CaptureFeed;
class Selection;
class TapController;

/// Runs the mock server of one window: carries what the dialog asks for to it, and puts a tap in
/// front of it. It goes with the window, and when the recording stops that its tap is of.
class MockController : public QObject
{
    Q_OBJECT
public:
    /// Answers that a dialog would give; tests put their own in.
    struct Questions
    {
        std::function<QString(QWidget *)> fileToOpen;
        std::function<QString(QWidget *)> fileToSave;
    };
    struct Parts
    {
        CaptureDocument &document;
        const CaptureFeed &feed;
        Selection &selection;
        TapController &taps;
        const Theme &theme;
    };

    MockController(const Parts &parts, QWidget *window);
    ~MockController() override;

    void setQuestions(Questions questions) { m_questions = std::move(questions); }

    void showDialog();
    MockDialog *dialog() const { return m_dialog; }
    void start(const MockRequest &request);
    void stop();
    /// Where it listens; empty while it does not.
    QString address() const { return m_address; }

private:
    std::optional<Answers::MockServer::Plan> planOf(const MockRequest &request, QString *error);
    void startTap(const QString &listen);
    void fail(const QString &words);
    void openFile();
    void saveFile();
    void showSession();

    Parts m_parts;
    QWidget *m_window;
    Questions m_questions;
    QPointer<MockDialog> m_dialog;
    MockRequest m_request; // kept for when the dialog is shown again
    QString m_address;
    QString m_tapAddress;
    quint32 m_tap = 0;
    std::unique_ptr<Net::NetThread> m_net;
    std::unique_ptr<Answers::MockServer> m_server; // leaves before its thread
};
