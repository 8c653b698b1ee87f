// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/livecapture.h"
#include "widgets/tap/tapdialog.h"

#include <QObject>
#include <QPointer>

class CaptureDocument;
class CaptureFeed;
class Settings;
class Theme;

/// Carries what the tap dialog asks for to the capture that is being recorded, and back what
/// became of it.
class TapController : public QObject
{
    Q_OBJECT
public:
    TapController(CaptureDocument &document, CaptureFeed &feed, Settings &settings,
                  const Theme &theme, QWidget *window);

    /// Shows the dialog for a new tap.
    void showDialog();
    /// Starts a tap at once, as the command line or the demo asks. Returns its number, 0 on
    /// failure.
    quint32 start(const TapRequest &request);
    void stop(quint32 source);

    TapDialog *dialog() const { return m_dialog; }

signals:
    void tapStarted(quint32 source, const QString &address);

private:
    void onStartRequested(const TapRequest &request);
    void follow(LiveCapture &live);
    void onAdvanced(const Capture::Advance &advance);
    void sayFailed(const QString &words);

    CaptureDocument &m_document;
    CaptureFeed &m_feed;
    Settings &m_settings;
    const Theme &m_theme;
    QWidget *m_window;
    QPointer<TapDialog> m_dialog;
    QPointer<LiveCapture> m_followed;
    quint32 m_dialogSource = 0; // the tap that the dialog is about
};
