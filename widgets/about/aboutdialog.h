// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/records.h"

#include <QDialog>

class CaptureFeed;
class Facts;
class QLineEdit;
class QPlainTextEdit;

/// What a capture is: its title and description, to read and to write, and the facts of it, which
/// follow a capture that is being recorded.
class AboutDialog : public QDialog
{
    Q_OBJECT
public:
    /// Of the capture at \a path, which \a feed shows and outlives the dialog.
    AboutDialog(const CaptureFeed &feed, const QString &path, QWidget *parent = nullptr);

signals:
    /// Title or description are to be kept as they are written now.
    void written(const Capture::About &about);

private:
    void showFacts();
    void keep();

    const CaptureFeed &m_feed;
    const QString m_path;
    QLineEdit *m_title;
    QPlainTextEdit *m_description;
    Facts *m_facts;
};
