// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/redaction/jsonwalk.h"

#include <algorithm>

namespace Redaction {

namespace {

constexpr char PacketSeparator = '\x1e'; // of Engine.IO 4, in polling

bool isSpace(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

} // namespace

void JsonWalk::walk(QByteArrayView text)
{
    m_text = text;
    m_at = 0;
    m_rootEnd = 0;
    m_way.clear();
    m_brackets.clear();
    while (m_at < m_text.size()) {
        const char c = m_text.at(m_at);
        if (c == '{' || c == '[') {
            open(c);
        } else if (m_brackets.isEmpty() || c == ':' || isSpace(c)) {
            ++m_at;
        } else if (c == '}' || c == ']') {
            close();
        } else if (c == '"') {
            takeString();
        } else if (c == ',') {
            if (m_brackets.back() == '[')
                ++m_way.back().index;
            m_wantsKey = m_brackets.back() == '{';
            ++m_at;
        } else if (c == PacketSeparator) {
            m_way.clear(); // a packet that was cut off
            m_brackets.clear();
            m_rootEnd = m_at;
        } else {
            takeToken();
        }
    }
}

void JsonWalk::open(char bracket)
{
    if (m_brackets.isEmpty() && onRoot)
        onRoot(m_text.sliced(m_rootEnd, m_at - m_rootEnd));
    ++m_at;
    if (m_way.size() >= MostDepth) {
        m_way.clear();
        m_brackets.clear();
    }
    m_brackets += bracket;
    m_way.push_back({{}, bracket == '[' ? 0 : -1});
    m_wantsKey = bracket == '{';
}

void JsonWalk::close()
{
    ++m_at;
    m_brackets.chop(1);
    m_way.pop_back();
    m_wantsKey = false;
    if (m_brackets.isEmpty())
        m_rootEnd = m_at;
}

void JsonWalk::takeString()
{
    const qsizetype begin = m_at + 1;
    qsizetype end = begin;
    // A separator never stands in a string as it is: there it is a packet that was cut off.
    while (end < m_text.size() && m_text.at(end) != '"' && m_text.at(end) != PacketSeparator)
        end += m_text.at(end) == '\\' ? 2 : 1;
    end = std::min(end, m_text.size());
    const QByteArrayView token = m_text.sliced(begin, end - begin);
    const bool isClosed = end < m_text.size() && m_text.at(end) == '"';
    m_at = isClosed ? end + 1 : end;
    if (m_wantsKey) {
        m_way.back().key = token;
        m_wantsKey = false;
    } else if (onScalar) {
        onScalar({token, begin, true}, m_way);
    }
}

void JsonWalk::takeToken()
{
    const qsizetype begin = m_at;
    const auto isEnd = [](char c) {
        return c == ',' || c == '}' || c == ']' || c == ':' || c == '"' || c == '{' || c == '['
            || c == PacketSeparator || isSpace(c);
    };
    while (m_at < m_text.size() && !isEnd(m_text.at(m_at)))
        ++m_at;
    if (onScalar)
        onScalar({m_text.sliced(begin, m_at - begin), begin, false}, m_way);
}

} // namespace Redaction
