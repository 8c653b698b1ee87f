// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/common/capturefeed.h"

#include <algorithm>

using namespace Capture;

namespace {

/// The one that \a place says \a id of.
template<typename Record, typename Number>
const Record *findBy(const std::vector<Record> &records, Number id, Number Record::*place)
{
    const auto at = std::ranges::lower_bound(records, id, {}, place);
    return at != records.end() && (*at).*place == id ? &*at : nullptr;
}

template<typename Record, typename Number>
const Record *find(const std::vector<Record> &records, Number id)
{
    return findBy(records, id, &Record::id);
}

/// Puts \a note in the place of the one of the same \a place; one that is empty is not kept.
template<typename Note>
void replaceIn(std::vector<Note> &notes, const Note &note, Id Note::*place)
{
    const auto at = std::ranges::lower_bound(notes, note.*place, {}, place);
    const bool isKnown = at != notes.end() && (*at).*place == note.*place;
    if (isKnown && note.isEmpty())
        notes.erase(at);
    else if (isKnown)
        *at = note;
    else if (!note.isEmpty())
        notes.insert(at, note);
}

template<typename Record>
void merge(std::vector<Record> &records, const std::vector<Record> &news)
{
    for (const Record &record : news) {
        const auto at = std::ranges::lower_bound(records, record.id, {}, &Record::id);
        if (at != records.end() && at->id == record.id)
            *at = record;
        else
            records.insert(at, record); // at the end, as numbers count up
    }
}

template<typename Record>
void sortById(std::vector<Record> &records)
{
    std::ranges::sort(records, {}, &Record::id);
}

} // namespace

CaptureFeed::CaptureFeed(QObject *parent)
    : QObject(parent)
{
}

CaptureFeed::~CaptureFeed() = default;

void CaptureFeed::open(std::unique_ptr<StoreReader> reader, Opener opener)
{
    m_reader = std::move(reader);
    m_opener = std::move(opener);
    m_marker = {};
    m_markerBefore = {};
    m_fileBytes = 0;
    readLists();
    emit opened();
}

void CaptureFeed::moveTo(std::unique_ptr<StoreReader> reader, Opener opener)
{
    m_reader = std::move(reader);
    m_opener = std::move(opener);
    emit moved();
}

void CaptureFeed::close()
{
    open(nullptr);
}

void CaptureFeed::apply(const Advance &advance)
{
    merge(m_sources, advance.sources);
    merge(m_connections, advance.connections);
    merge(m_sessions, advance.sessions);
    merge(m_gaps, advance.gaps);
    for (const ProblemRecord &problem : advance.problems) {
        if (std::ssize(m_problems) < MaxProblems && problem.id > m_marker.problem)
            m_problems.push_back(problem);
        m_lastProblem = std::max(m_lastProblem, problem.id);
    }
    if (!advance.messages.empty())
        m_lastMessage = std::max(m_lastMessage, advance.messages.back());
    if (!advance.heartbeats.empty())
        m_lastMessage = std::max(m_lastMessage, advance.heartbeats.back());
    if (!advance.exchanges.empty())
        m_lastExchange = std::max(m_lastExchange, advance.exchanges.back());
    m_lastFrame = std::max(m_lastFrame, advance.lastFrame);
    m_totals = advance.totals;
    m_altered += advance.altered;
    m_fileBytes = advance.fileBytes;
    emit advanced(advance);
    for (const Annotation &annotation : advance.annotations)
        note(annotation);
    for (const SessionNote &sessionNote : advance.sessionNotes)
        note(sessionNote);
    if (advance.about)
        note(*advance.about);
}

void CaptureFeed::annotate(const Remark &remark)
{
    std::visit([this](const auto &one) { note(one); }, remark);
}

void CaptureFeed::note(const Annotation &annotation)
{
    replaceIn(m_annotations, annotation, &Annotation::message);
    emit annotated(annotation.message);
}

void CaptureFeed::note(const SessionNote &note)
{
    replaceIn(m_sessionNotes, note, &SessionNote::session);
    emit sessionNoted(note.session);
}

void CaptureFeed::note(const About &about)
{
    if (m_about == about)
        return;
    m_about = about;
    emit aboutChanged();
}

void CaptureFeed::clear()
{
    if (!m_reader)
        return;
    // An open file is not followed: its last numbers are not known before they are asked for.
    m_lastMessage = std::max(m_lastMessage, m_reader->lastMessage());
    m_lastExchange = std::max(m_lastExchange, m_reader->lastExchange());
    m_markerBefore = m_marker;
    m_marker = {.message = m_lastMessage,
                .exchange = m_lastExchange,
                .frame = m_lastFrame,
                .problem = m_lastProblem};
    readProblems();
    emit cleared();
}

void CaptureFeed::undoClear()
{
    if (!canUndoClear())
        return;
    m_marker = m_markerBefore;
    readProblems();
    emit cleared();
}

bool CaptureFeed::hasAdmin() const
{
    return std::ranges::any_of(m_sources, [](const SourceRecord &source) {
        return source.type == SourceRecord::Type::Admin;
    });
}

const SourceRecord *CaptureFeed::source(quint32 id) const
{
    return find(m_sources, id);
}

const ConnectionRecord *CaptureFeed::connection(Id id) const
{
    return find(m_connections, id);
}

const SessionRecord *CaptureFeed::session(Id id) const
{
    return find(m_sessions, id);
}

const Annotation *CaptureFeed::annotation(Id message) const
{
    return findBy(m_annotations, message, &Annotation::message);
}

QByteArray CaptureFeed::sessionNote(Id session) const
{
    const SessionNote *const found = findBy(m_sessionNotes, session, &SessionNote::session);
    return found != nullptr ? found->note : QByteArray();
}

void CaptureFeed::readLists()
{
    m_sources.clear();
    m_connections.clear();
    m_sessions.clear();
    m_problems.clear();
    m_gaps.clear();
    m_annotations.clear();
    m_sessionNotes.clear();
    m_about = {};
    m_totals = {};
    m_altered = 0;
    m_lastMessage = 0;
    m_lastExchange = 0;
    m_lastFrame = 0;
    m_lastProblem = 0;
    if (!m_reader)
        return;
    m_sources = m_reader->sources();
    m_connections = m_reader->connections();
    m_sessions = m_reader->sessions();
    m_gaps = m_reader->gaps();
    m_annotations = m_reader->annotations();
    m_sessionNotes = m_reader->sessionNotes();
    m_about = m_reader->about();
    sortById(m_sources);
    sortById(m_connections);
    sortById(m_sessions);
    sortById(m_gaps);
    m_totals = m_reader->totals();
    m_altered = m_reader->alteredMessages();
    m_lastProblem = m_totals.problems;
    m_lastFrame = m_reader->lastFrame();
    readProblems();
}

void CaptureFeed::readProblems()
{
    m_problems.clear();
    if (m_reader)
        m_problems = m_reader->problems(m_marker.problem, MaxProblems);
}
