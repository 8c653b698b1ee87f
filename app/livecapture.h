// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/advance.h"
#include "protocol/capture/capturefile.h"
#include "protocol/capture/recorder.h"
#include "protocol/client/clientset.h"
#include "protocol/net/netthread.h"
#include "protocol/tap/tapset.h"

#include <QObject>
#include <QString>

#include <memory>

/// A capture that is being recorded: the file, the threads that fill it, the taps in front, and
/// the clients that speak themselves.
///
/// It belongs to the thread that made it (the UI's, or a command's main thread), and its signals
/// come in that thread's event loop.
class LiveCapture : public QObject
{
    Q_OBJECT
public:
    struct Options
    {
        QString path; ///< empty: an unsaved capture in the state folder
        bool neverLose = false; ///< rather hold the traffic up for ever
    };

    /// Where unsaved captures live: $XDG_STATE_HOME/sockscope.
    static QString stateFolder();

    /// Begins a capture. On failure returns null and says why in \a error, a sentence for the user.
    static std::unique_ptr<LiveCapture> start(const Options &options, QString *error);
    /// Stops.
    ~LiveCapture() override;

    /// Adds a tap and returns its number; tapStarted() or tapFailed() follows.
    quint32 addTap(const Tap::TapOptions &options);
    void removeTap(quint32 source);
    Tap::TapCounts tapCounts(quint32 source) const;

    /// Adds a connection of our own, not opened yet, and returns its number. No other source has
    /// it.
    quint32 addClient(const Client::ClientOptions &options,
                      Capture::SourceRecord::Type type = Capture::SourceRecord::Type::Client);
    /// What they are asked, and what they tell.
    Client::ClientSet &clients() { return *m_clients; }
    /// How a source of such a client is called: its address, without what may be secret.
    static QByteArray sourceName(const Client::ClientOptions &options);

    /// The taps, to act on what crosses them.
    Tap::TapSet &taps() { return *m_taps; }

    /// What a plain WebSocket session speaks from now on; nothing: it is found out.
    void setDialect(Capture::Id session, std::optional<Dialects::Dialect> dialect)
    {
        m_recorder.setDialect(session, dialect);
    }
    /// Traffic goes on, and is decoded, but not stored while paused.
    void setPaused(bool paused);
    bool isPaused() const { return m_isPaused; }
    bool isRecording() const { return !m_isStopped; }

    /// Writes down what was noted about a message; advanced() tells when that is done.
    void annotate(const Capture::Remark &remark);
    /// Keeps guessed memberships, in the place of those that were kept.
    void keepGuesses(const std::vector<Capture::MembershipRecord> &guesses);

    /// Records on in a copy at \a path; savedAs() follows.
    void saveAs(const QString &path);

    QString path() const;
    bool isUnsaved() const { return m_file->isUnsaved(); }

    /// The thread of all sockets, for a demo beside the taps.
    Net::NetThread &netThread() { return m_net; }

    /// Ends all connections and finishes the file. False, and why in \a error, if it could not be.
    bool stop(QString *error);
    /// Removes the file of an unsaved capture, after stop().
    void discard() { m_file->discard(); }
    /// Hands the finished file over, after stop().
    std::unique_ptr<Capture::CaptureFile> takeFile() { return std::move(m_file); }

signals:
    void advanced(const Capture::Advance &advance);
    /// The tap listens at \a address.
    void tapStarted(quint32 source, const QByteArray &address);
    void tapFailed(quint32 source, const QByteArray &error);
    void tapRemoved(quint32 source);
    /// saveAs() is done; \a error is empty if all went well.
    void savedAs(const QString &path, const QString &error);

private:
    LiveCapture(std::unique_ptr<Capture::CaptureFile> file,
                std::unique_ptr<Capture::RecordStore> store, const Options &options);

    std::unique_ptr<Capture::CaptureFile> m_file;
    Net::NetThread m_net;
    Capture::Recorder m_recorder;
    std::unique_ptr<Tap::TapSet> m_taps;
    std::unique_ptr<Client::ClientSet> m_clients;
    QHash<quint32, Tap::TapOptions> m_tapOptions;
    quint32 m_lastSource = 0;
    bool m_isPaused = false;
    bool m_isStopped = false;
};
