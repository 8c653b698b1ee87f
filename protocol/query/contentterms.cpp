// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/query/contentterms.h"

#include "protocol/query/comparing.h"
#include "protocol/query/plaintext.h"

#include <utility>

namespace Query {

namespace {

using Capture::Candidate;
using Capture::Id;
using Capture::Kind;

enum Column { DataOffset, CloseFrame };

// Where the data begins in the content; -1 for none, -2 if it has to be made of the whole message.
constexpr char DataOffsetSql[]
    = "CASE WHEN m.kind = 12 THEN CASE WHEN ifnull(p.spill, 0) = 0 THEN 0 ELSE -2 END "
      "WHEN m.socketio IS NULL THEN -1 "
      "WHEN m.is_msgpack OR m.attachments > 0 OR ifnull(p.spill, 0) <> 0 THEN -2 "
      "ELSE m.data_offset END";
constexpr char CloseFrameSql[] = "ifnull(m.kind = 16, 0)";
static_assert(static_cast<int>(Kind::Text) == 12 && static_cast<int>(Kind::Close) == 16);

} // namespace

const std::array<const char *, 2> ContentTerms::Columns {DataOffsetSql, CloseFrameSql};

bool ContentTerms::needsColumns(const Term &term)
{
    return term.key == Key::Data || term.key == Key::CloseCode;
}

QByteArray ContentTerms::bound(const Term &term, bool isWanted)
{
    if (!isWanted)
        return "1";
    if (term.key == Key::CloseCode)
        return CloseFrameSql;
    return term.key == Key::Data ? "(m.socketio IS NOT NULL OR ifnull(m.kind = 12, 0))" : "1";
}

void ContentTerms::add(std::size_t number, const Term &term)
{
    Look look {.term = term};
    if (term.key == Key::Text)
        look.finder = std::make_unique<Capture::TextFinder>(textFinder(term));
    if (term.key == Key::Data)
        look.matcher = std::make_unique<DataMatcher>(term);
    m_looks.insert_or_assign(number, std::move(look));
}

bool ContentTerms::holds(std::size_t number, Candidate &candidate)
{
    Look &look = m_looks.at(number);
    if (look.finder)
        return candidate.contains(*look.finder);
    return look.matcher ? hasData(*look.matcher, candidate) : hasCode(look.term, candidate);
}

bool ContentTerms::hasCode(const Term &term, Candidate &candidate) const
{
    const QByteArrayView content = candidate.content();
    if (candidate.value(CloseFrame) == 0 || content.size() < 2)
        return false;
    const qint64 code = static_cast<uchar>(content[0]) * 256 + static_cast<uchar>(content[1]);
    return compares(code, term.op, *term.number);
}

bool ContentTerms::hasData(DataMatcher &matcher, Candidate &candidate)
{
    const qint64 offset = candidate.value(DataOffset);
    if (offset == -1)
        return false;
    const QByteArrayView content = candidate.content();
    if (offset >= 0)
        return offset <= content.size() && matcher.isIn(content.sliced(offset));
    return matcher.isIn(dataOf(candidate.message()));
}

/// The data of a message that does not stand with its row as JSON.
QByteArray ContentTerms::dataOf(Id id)
{
    auto row = m_reader.message(id);
    if (!row || row->record.content.size > DataMatcher::MaxData)
        return {};
    Capture::MessageRecord &message = row->record;
    if (!message.content.isWhole())
        message.content.bytes = m_reader.messageBytes(id, 0, message.content.size);
    if (message.socketIo < 0)
        return message.content.bytes;
    if (!m_protocols.contains(message.session)) // a new one
        m_protocols = Formats::socketIoProtocols(m_reader);
    // Attachments of a few bytes in their places; a long one is none of the values looked for.
    int number = 0;
    for (Capture::Content &attachment : message.attachments) {
        if (attachment.size <= Capture::StoreReader::WholeBytes)
            attachment.bytes = m_reader.attachmentBytes(id, number, 0, attachment.size);
        ++number;
    }
    return m_data.of(message, m_protocols.value(message.session));
}

} // namespace Query
