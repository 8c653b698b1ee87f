// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/query/sqlterms.h"

#include "protocol/capture/names.h"
#include "protocol/capture/schema.h"
#include "protocol/query/comparing.h"
#include "protocol/query/localclock.h"

namespace Query {

using Rows = Capture::StoreReader::Rows;

namespace {

constexpr qint64 DayUs = qint64(86'400) * 1'000'000;
constexpr char Wire[] = "m.payload_bytes + m.socketio_bytes + m.engineio_bytes + "
                        "m.transport_bytes - m.saved_bytes";

QByteArray kindNumber(Capture::Kind kind)
{
    return QByteArray::number(static_cast<int>(kind));
}

/// For SQLite's GLOB: `*` between the parts, everything else as it is.
QByteArray globOf(const QByteArrayList &parts)
{
    QByteArray glob;
    for (const QByteArray &part : parts) {
        if (&part != &parts.first())
            glob += '*';
        for (const char c : part) {
            if (c == '*' || c == '?' || c == '[')
                glob += QByteArray("[") + c + ']';
            else
                glob += c;
        }
    }
    return glob;
}

QByteArray sign(Operator op)
{
    switch (op) {
    case Operator::NotEqual:
        return " <> ";
    case Operator::Less:
        return " < ";
    case Operator::LessOrEqual:
        return " <= ";
    case Operator::Greater:
        return " > ";
    case Operator::GreaterOrEqual:
        return " >= ";
    default:
        return " = ";
    }
}

/// \a sql, or its opposite where that is asked for.
QByteArray inSense(const QByteArray &sql, Operator op)
{
    return op == Operator::NotEqual ? "(NOT " + sql + ')' : sql;
}

} // namespace

SqlTerms::SqlTerms(Rows rows, QByteArrayList &texts)
    : m_rows(rows)
    , m_texts(texts)
{
}

bool SqlTerms::isSql(const Term &term)
{
    return term.key != Key::Text && term.key != Key::Data && term.key != Key::CloseCode;
}

QByteArray SqlTerms::of(const Term &term)
{
    const bool isFrames = m_rows == Rows::Frames;
    switch (term.key) {
    case Key::Event:
        return pattern("m.event", term);
    case Key::Namespace:
        return pattern("m.namespace", term);
    case Key::Room:
        return room(term);
    case Key::Direction:
        return words(isFrames ? "f.direction" : "m.direction", term);
    case Key::Kind:
        return words("m.kind", term);
    case Key::Session:
        return session(term);
    case Key::Connection:
        return compare(isFrames ? "f.connection" : "m.connection", term);
    case Key::Transport:
        return term.number == 0 ? inSense("ifnull(m.transport = 1, 0)", term.op)
                                : inSense("ifnull(m.transport = 2, 0)", term.op);
    case Key::Size:
        return compare(isFrames ? "f.payload_bytes" : "m.payload_bytes", term);
    case Key::Wire:
        return compare(isFrames ? QByteArray("f.header_bytes + f.payload_bytes") : Wire, term);
    case Key::Ack:
        return compare("coalesce(m.answer_latency_us, m.ack_latency_us)", term);
    case Key::Time:
        return moment(term);
    case Key::After:
        return "ifnull(m.id > " + QByteArray::number(*term.number) + ", 0)";
    case Key::Before:
        return "ifnull(m.id < " + QByteArray::number(*term.number) + ", 0)";
    case Key::OpCode:
    case Key::Fin:
    case Key::Rsv1:
        return frame(term);
    case Key::Status:
        return compare("(SELECT nullif(x.status, 0) FROM exchange_row x WHERE x.id = m.exchange)",
                       term);
    case Key::Path:
        return path(term);
    case Key::Source:
        return source(term);
    case Key::Problem:
        return pattern(isFrames ? "f.problems" : "m.problems", term);
    case Key::Dialect:
        return pattern("(SELECT l.dialect FROM message_label l WHERE l.id = m.id)", term);
    case Key::Verb:
        return pattern("(SELECT l.verb FROM message_label l WHERE l.id = m.id)", term);
    case Key::Note:
        return pattern("(SELECT a.note FROM annotation a WHERE a.id = m.id)", term);
    case Key::Changed:
        return changed(term);
    case Key::Is:
        return inSense(property(term.property), term.op);
    case Key::Text:
    case Key::Data:
    case Key::CloseCode:
        break;
    }
    return "1";
}

QByteArray SqlTerms::textParameter(const QByteArray &text)
{
    m_texts.append(text);
    return Capture::Condition::textParameter(m_texts.size() - 1);
}

/// A text that is not there counts as empty.
QByteArray SqlTerms::pattern(const QByteArray &value, const Term &term)
{
    // Of lists like problems, one element is enough.
    const bool isList = term.key == Key::Problem;
    const QByteArray whole = isList ? "',' || " + value + " || ','" : value;
    if (term.op == Operator::Regex)
        return "ifnull(" + value + " REGEXP " + textParameter(term.text()) + ", 0)";
    QByteArray sql;
    if (isList)
        sql = whole + " GLOB " + textParameter("*," + globOf(term.parts) + ",*");
    else if (term.parts.size() > 1)
        sql = whole + " GLOB " + textParameter(globOf(term.parts));
    else if (term.text().isEmpty())
        sql = whole + " IS NULL";
    else
        sql = whole + " = " + textParameter(term.text());
    return inSense("ifnull(" + sql + ", 0)", term.op);
}

QByteArray SqlTerms::words(const QByteArray &column, const Term &term)
{
    if (term.number && *term.number >= 0)
        return inSense("ifnull(" + column + " = " + QByteArray::number(*term.number) + ", 0)",
                       term.op);
    QByteArray numbers;
    for (const qint64 number : wordNumbers(term))
        numbers += (numbers.isEmpty() ? "" : ",") + QByteArray::number(number);
    return inSense("ifnull(" + column + " IN (" + numbers + "), 0)", term.op);
}

QByteArray SqlTerms::compare(const QByteArray &value, const Term &term) const
{
    return "ifnull(" + value + sign(term.op) + QByteArray::number(*term.number) + ", 0)";
}

QByteArray SqlTerms::moment(const Term &term) const
{
    const QByteArray column = m_rows == Rows::Frames ? "f.time" : "m.time";
    QByteArray local = LocalClock().sql(column);
    qint64 from = term.moment.time;
    if (term.moment.day)
        from += *term.moment.day * DayUs;
    else
        local = '(' + local + " % " + QByteArray::number(DayUs) + ')';
    if (term.op != Operator::Equal && term.op != Operator::NotEqual)
        return "ifnull(" + local + sign(term.op) + QByteArray::number(from) + ", 0)";
    return inSense("ifnull(" + local + " BETWEEN " + QByteArray::number(from) + " AND "
                       + QByteArray::number(from + term.moment.precision - 1) + ", 0)",
                   term.op);
}

QByteArray SqlTerms::frame(const Term &term)
{
    const bool isBit = term.key != Key::OpCode;
    const QByteArray value = !isBit ? "f.first_byte & 15"
        : term.key == Key::Fin      ? "f.first_byte >> 7 & 1"
                                    : "f.first_byte >> 6 & 1";
    const qint64 wanted = isBit ? *term.number : opCodeOf(term);
    const QByteArray holds = "((" + value + ") = " + QByteArray::number(wanted) + ')';
    if (m_rows == Rows::Frames)
        return inSense(holds, term.op);
    const QByteArray isInSome = "EXISTS(SELECT 1 FROM frame_row f WHERE f.id BETWEEN "
                                "m.first_frame AND m.last_frame AND f.message = m.id AND "
        + holds + ')';
    if (isBit)
        return inSense(isInSome, term.op);
    return inSense("CASE WHEN m.first_frame = m.last_frame AND m.problems IS NULL THEN "
                       + onlyFrameHas(wanted) + " ELSE " + isInSome + " END",
                   term.op);
}

/// Of a message that is one frame with nothing wrong about it: what it is tells the frame's opcode,
/// without a look at the frame.
QByteArray SqlTerms::onlyFrameHas(qint64 opCode)
{
    const QByteArray close = kindNumber(Capture::Kind::Close);
    const QByteArray ping = kindNumber(Capture::Kind::Ping);
    const QByteArray pong = kindNumber(Capture::Kind::Pong);
    const QByteArray control = " AND m.kind NOT IN (" + close + ',' + ping + ',' + pong + "))";
    switch (opCode) {
    case 1:
        return "(m.is_binary = 0" + control;
    case 2:
        return "(m.is_binary = 1" + control;
    case 8:
        return "(m.kind = " + close + ')';
    case 9:
        return "(m.kind = " + ping + ')';
    case 10:
        return "(m.kind = " + pong + ')';
    default:
        return "0";
    }
}

QByteArray SqlTerms::session(const Term &term)
{
    const QByteArray column = m_rows == Rows::Frames
        ? "(SELECT c.session FROM connection_row c WHERE c.id = f.connection)"
        : "m.session";
    if (term.number)
        return inSense("ifnull(" + column + " = " + QByteArray::number(*term.number) + ", 0)",
                       term.op);
    Term plain = term;
    plain.op = term.op == Operator::NotEqual ? Operator::Equal : term.op;
    return inSense("ifnull(" + column + " IN (SELECT s.id FROM session_row s WHERE "
                       + pattern("s.sid", plain) + "), 0)",
                   term.op);
}

/// Who was in such a room when, as sessions: found once, and then looked up by session.
QByteArray SqlTerms::room(const Term &term)
{
    const bool isFrames = m_rows == Rows::Frames;
    const QByteArray session = isFrames
        ? "(SELECT c.session FROM connection_row c WHERE c.id = f.connection)"
        : "m.session";
    const QByteArray time = isFrames ? "f.time" : "m.time";
    Term plain = term;
    plain.op = term.op == Operator::NotEqual ? Operator::Equal : term.op;
    const QByteArray isSuch = pattern("r.room", plain);
    return inSense("EXISTS(WITH was_in(session, began, ended) AS MATERIALIZED ("
                   "SELECT r.session, r.began, r.ended FROM membership_row r WHERE "
                       + isSuch
                       + " AND r.session IS NOT NULL UNION "
                         "SELECT n.session, r.began, r.ended FROM membership_row r "
                         "JOIN session_namespace n ON n.socket_id = r.member AND "
                         "n.name = r.namespace WHERE "
                       + isSuch + ") SELECT 1 FROM was_in w WHERE w.session = " + session
                       + " AND w.began <= " + time + " AND (w.ended IS NULL OR w.ended > " + time
                       + "))",
                   term.op);
}

QByteArray SqlTerms::source(const Term &term)
{
    const QByteArray column = m_rows == Rows::Frames ? "f.connection" : "m.connection";
    Term plain = term;
    plain.op = term.op == Operator::NotEqual ? Operator::Equal : term.op;
    const QByteArray which = term.number ? "s.id = " + QByteArray::number(*term.number)
                                         : '(' + pattern("s.name", plain) + " OR "
            + pattern("s.listen", plain) + " OR " + pattern("s.target", plain) + ')';
    return inSense("ifnull(" + column
                       + " IN (SELECT c.id FROM connection_row c JOIN source_row s ON s.id = "
                         "c.source WHERE "
                       + which + "), 0)",
                   term.op);
}

QByteArray SqlTerms::path(const Term &term)
{
    Term plain = term;
    plain.op = term.op == Operator::NotEqual ? Operator::Equal : term.op;
    const QByteArray column = m_rows == Rows::Frames
        ? "(SELECT c.session FROM connection_row c WHERE c.id = f.connection)"
        : "m.session";
    const QByteArray ofSession = "ifnull(" + column + " IN (SELECT s.id FROM session_row s WHERE "
        + pattern("s.path", plain) + "), 0)";
    if (m_rows == Rows::Frames)
        return inSense(ofSession, term.op);
    // Of an exchange that belongs to no session, what stands before the query.
    const QByteArray target
        = "(SELECT CASE WHEN instr(x.target, '?') > 0 THEN substr(x.target, 1, "
          "instr(x.target, '?') - 1) ELSE x.target END FROM exchange_row x WHERE x.id = "
          "m.exchange)";
    return inSense('(' + ofSession + " OR m.exchange IS NOT NULL AND " + pattern(target, plain)
                       + ')',
                   term.op);
}

/// Of several who changed it, one is enough.
QByteArray SqlTerms::changed(const Term &term)
{
    Term plain = term;
    plain.op = term.op == Operator::NotEqual ? Operator::Equal : term.op;
    const QByteArray room = QByteArray::number(Capture::MostAlterations);
    return inSense('(' + pattern("m.changed", plain)
                       + " OR m.changed IS NOT NULL AND EXISTS(SELECT 1 FROM alteration_row a "
                         "WHERE a.id BETWEEN m.id * "
                       + room + " AND m.id * " + room + " + " + room
                       + " - 1 AND a.message = m.id AND " + pattern("a.done_by", plain) + "))",
                   term.op);
}

QByteArray SqlTerms::property(Property property)
{
    const QByteArray asks = "(m.kind IN (" + kindNumber(Capture::Kind::Event) + ','
        + kindNumber(Capture::Kind::Text) + ',' + kindNumber(Capture::Kind::Binary)
        + ") AND m.ack_id IS NOT NULL AND m.answer IS NULL AND ";
    const QByteArray isOver = "(SELECT s.state FROM session_row s WHERE s.id = m.session) = "
        + QByteArray::number(static_cast<int>(Capture::SessionRecord::State::Closed)) + ')';
    switch (property) {
    case Property::Heartbeat: {
        QByteArray kinds;
        for (int kind = 0; kind <= static_cast<int>(Capture::Kind::Raw); ++kind) {
            if (Capture::isHeartbeat(static_cast<Capture::Kind>(kind)))
                kinds += (kinds.isEmpty() ? "" : ",") + QByteArray::number(kind);
        }
        return "ifnull(m.kind IN (" + kinds
            + ") OR EXISTS(SELECT 1 FROM message_label l WHERE l.id = m.id AND l.aside = "
            + QByteArray::number(static_cast<int>(Capture::Aside::Heartbeat)) + "), 0)";
    }
    case Property::Pending:
        return "ifnull(" + asks + "NOT " + isOver + ", 0)";
    case Property::Unanswered:
        return "ifnull(" + asks + isOver + ", 0)";
    case Property::Problem:
        return "(m.problems IS NOT NULL)";
    case Property::Changed:
        // What changes a head for a remote target is no rule.
        return "ifnull(m.changed <> 'host', 0)";
    case Property::Bookmarked:
        return "EXISTS(SELECT 1 FROM annotation a WHERE a.id = m.id AND a.is_bookmarked)";
    case Property::Admin:
        return "EXISTS(SELECT 1 FROM message_label l WHERE l.id = m.id AND l.aside = "
            + QByteArray::number(static_cast<int>(Capture::Aside::Admin)) + ')';
    }
    return "0";
}

} // namespace Query
