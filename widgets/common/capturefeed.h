// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/advance.h"
#include "protocol/capture/storereader.h"

#include <QObject>

#include <functional>
#include <memory>

/// The open capture as the views see it.
///
/// Holds the short lists as values (sources, connections, sessions, gaps, annotations, the first
/// problems) and
/// the reader through which views fetch the rows they paint. Does not record, save or open files:
/// whoever does hands it a reader and then each Advance. UI thread only; views must not keep
/// records or the reader beyond opened().
class CaptureFeed : public QObject
{
    Q_OBJECT
public:
    /// Opens one more reader on the same capture, in the thread that calls it. Null on failure.
    using Opener = std::function<std::unique_ptr<Capture::StoreReader>()>;

    /// What clear() hides: everything up to and including these numbers.
    struct Marker
    {
        Capture::Id message = 0;
        Capture::Id exchange = 0;
        Capture::Id frame = 0;
        Capture::Id problem = 0;
        bool operator==(const Marker &other) const = default;
    };

    /// problems() holds at most so many, the oldest ones after the marker; totals().problems counts
    /// all, and the rest is read through the reader.
    static constexpr qsizetype MaxProblems = 10'000;

    explicit CaptureFeed(QObject *parent = nullptr);
    ~CaptureFeed() override;

    /// Shows another capture from its first row on. Without \a opener there is no search.
    void open(std::unique_ptr<Capture::StoreReader> reader, Opener opener = {});
    /// The same capture lies in another file now (it was saved as): rows and marker stay.
    void moveTo(std::unique_ptr<Capture::StoreReader> reader, Opener opener);
    /// Shows nothing.
    void close();
    /// What the writer says has become readable. Emits advanced(), and what annotate() emits for
    /// each that was noted.
    void apply(const Capture::Advance &advance);
    /// Something was noted, or is noted no more. Emits annotated(), sessionNoted() or
    /// aboutChanged().
    void annotate(const Capture::Remark &remark);

    /// Hides what is there now. Nothing is deleted: undoClear() brings it back.
    void clear();
    void undoClear();
    bool canUndoClear() const { return m_marker != m_markerBefore; }
    const Marker &marker() const { return m_marker; }

    bool isOpen() const { return m_reader != nullptr; }
    /// Null while nothing is open.
    Capture::StoreReader *reader() const { return m_reader.get(); }
    const Opener &opener() const { return m_opener; }

    // Each in order of id, of the message's where there is none.
    const std::vector<Capture::SourceRecord> &sources() const { return m_sources; }
    /// Some of what is recorded is our own talk with an admin namespace.
    bool hasAdmin() const;
    const std::vector<Capture::ConnectionRecord> &connections() const { return m_connections; }
    const std::vector<Capture::SessionRecord> &sessions() const { return m_sessions; }
    const std::vector<Capture::ProblemRecord> &problems() const { return m_problems; }
    const std::vector<Capture::GapRecord> &gaps() const { return m_gaps; }
    const std::vector<Capture::Annotation> &annotations() const { return m_annotations; }
    const std::vector<Capture::SessionNote> &sessionNotes() const { return m_sessionNotes; }
    const Capture::About &about() const { return m_about; }
    const Capture::Totals &totals() const { return m_totals; }
    /// How many messages a rule or the user changed.
    qint64 altered() const { return m_altered; }
    qint64 fileBytes() const { return m_fileBytes; }
    Capture::Id lastFrame() const { return m_lastFrame; }

    // One of them; null if there is none. Valid until the next open() or apply().
    const Capture::SourceRecord *source(quint32 id) const;
    const Capture::ConnectionRecord *connection(Capture::Id id) const;
    const Capture::SessionRecord *session(Capture::Id id) const;
    const Capture::Annotation *annotation(Capture::Id message) const;
    /// What was noted of it; empty if nothing was.
    QByteArray sessionNote(Capture::Id session) const;

signals:
    /// Another capture is open, or none: forget everything and read anew.
    void opened();
    /// The same capture lies in another file now: who has opened a reader of its own opens another.
    void moved();
    /// After the lists were brought up to date.
    void advanced(const Capture::Advance &advance);
    /// After annotations() was brought up to date.
    void annotated(Capture::Id message);
    /// After sessionNotes() was brought up to date.
    void sessionNoted(Capture::Id session);
    /// Title or description of the capture are others now.
    void aboutChanged();
    /// The marker moved, forward or back: what is shown begins elsewhere.
    void cleared();

private:
    void readLists();
    void readProblems();
    void note(const Capture::Annotation &annotation);
    void note(const Capture::SessionNote &note);
    void note(const Capture::About &about);

    std::unique_ptr<Capture::StoreReader> m_reader;
    Opener m_opener;
    std::vector<Capture::SourceRecord> m_sources;
    std::vector<Capture::ConnectionRecord> m_connections;
    std::vector<Capture::SessionRecord> m_sessions;
    std::vector<Capture::ProblemRecord> m_problems;
    std::vector<Capture::GapRecord> m_gaps;
    std::vector<Capture::Annotation> m_annotations;
    std::vector<Capture::SessionNote> m_sessionNotes;
    Capture::About m_about;
    Capture::Totals m_totals;
    qint64 m_altered = 0;
    qint64 m_fileBytes = 0;
    Capture::Id m_lastMessage = 0;
    Capture::Id m_lastExchange = 0;
    Capture::Id m_lastFrame = 0;
    Capture::Id m_lastProblem = 0;
    Marker m_marker;
    Marker m_markerBefore;
};
