// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>
#include <QPointer>

#include <functional>

class CaptureDocument;
class CaptureFeed;
class ExportDialog;
class MessageFilter;
class Selection;
class Settings;
class Theme;
class TrafficView;

/// The exports of one window: the dialog, with the formats there are and what is shown and selected
/// now, and what of it is remembered.
class ExportController : public QObject
{
    Q_OBJECT
public:
    struct Parts
    {
        CaptureDocument &document;
        const CaptureFeed &feed;
        const MessageFilter &filter;
        const Selection &selection;
        const TrafficView &traffic;
        Settings &settings;
        const Theme &theme;
        /// Asks for a file; empty for none.
        std::function<QString(QWidget *parent, const QString &suggested)> askForFile;
    };

    ExportController(const Parts &parts, QWidget *window);
    ~ExportController() override;

    /// Asks, with the selected messages chosen first, or else what is shown if that is not all.
    void showDialog(bool ofSelected);
    /// Null while none is shown.
    ExportDialog *dialog() const;

signals:
    /// In words for the status bar.
    void said(const QString &words);

private:
    void closeDialog();
    QString suggestedTarget() const;
    QString captureName() const;

    const Parts m_parts;
    QWidget *m_window;
    QPointer<ExportDialog> m_dialog;
};
