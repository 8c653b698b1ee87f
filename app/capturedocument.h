// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/livecapture.h"
#include "widgets/common/capturefeed.h"

#include <QObject>

#include <functional>
#include <memory>

/// The capture of one window: none, one that is being recorded, or one that was opened. Feeds the
/// views, saves, and keeps what was never saved until the user decides.
class CaptureDocument : public QObject
{
    Q_OBJECT
public:
    explicit CaptureDocument(CaptureFeed &feed, QObject *parent = nullptr);
    ~CaptureDocument() override;

    /// The capture that is recorded; begins one if there is none. Null on failure, after said().
    LiveCapture *record();
    /// Null while nothing is recorded.
    LiveCapture *live() const { return m_live.get(); }

    /// Shows the capture at \a path. False on failure; \a error says why.
    bool open(const QString &path, QString *error);

    /// Shows \a file, an unsaved capture that is finished, and keeps it. False on failure.
    bool openImported(std::unique_ptr<Capture::CaptureFile> file, QString *error);

    /// Shows the unsaved capture at \a path, finishing it first if its recorder crashed.
    bool openUnsaved(const QString &path, QString *error);

    /// Stores the capture under \a path; a recording goes on there. saved() follows.
    void saveAs(const QString &path);

    /// Keeps what was noted in the capture. False if that cannot be, after said().
    bool annotate(const Capture::Remark &remark);

    /// Keeps guessed memberships in the capture, in the place of those it had. False if that cannot
    /// be, after failed().
    bool keepGuesses(const std::vector<Capture::MembershipRecord> &guesses);

    /// Ends the recording; the capture stays open. False if it could not be finished, after said().
    bool stop();
    /// Stops, and forgets an unsaved capture for good.
    void discard();

    bool isEmpty() const { return m_path.isEmpty(); }
    bool isUnsaved() const;
    QString path() const { return m_path; }

signals:
    /// The recording is about to end, and its net thread with it.
    void stopping();
    /// The file, or whether it is being recorded, is another.
    void changed();
    void saved(const QString &path);
    /// A sentence about what failed.
    void failed(const QString &words);

private:
    bool edit(const std::function<bool(QString *error)> &change);
    void onSavedAs(const QString &path, const QString &error);

    CaptureFeed &m_feed;
    std::unique_ptr<LiveCapture> m_live;
    std::unique_ptr<Capture::CaptureFile> m_file; // of an unsaved capture that is finished
    QString m_path;
    QString m_unwanted; // has been saved elsewhere and goes once nobody reads it
    bool m_isKeptUnsaved = false; // an unsaved capture of before was opened
};
