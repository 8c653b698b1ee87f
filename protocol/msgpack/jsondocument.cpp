// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/msgpack/jsondocument.h"

#include <algorithm>
#include <cstring>

namespace MsgPack {

namespace {

/// Above this the buffers of one text are not kept for the next.
constexpr qsizetype MaxKept = qsizetype(1) << 20;

} // namespace

bool JsonDocument::open(QByteArrayView json)
{
    if (m_size > MaxKept && json.size() <= MaxKept) {
        m_padded = QByteArray();
        m_parser = simdjson::ondemand::parser();
    }
    m_size = json.size();
    m_utf8 = true;
    const qsizetype padded = m_size + qsizetype(simdjson::SIMDJSON_PADDING);
    if (m_padded.size() < padded)
        m_padded.resize(padded + padded / 2);
    if (m_size > 0)
        std::memcpy(m_padded.data(), json.data(), static_cast<std::size_t>(m_size));
    std::memset(m_padded.data() + m_size, ' ', simdjson::SIMDJSON_PADDING);

    simdjson::error_code error = parse();
    if (error == simdjson::UTF8_ERROR) {
        m_utf8 = false;
        for (qsizetype i = 0; i < m_size; ++i) {
            if (static_cast<uchar>(m_padded[i]) >= 0x80)
                m_padded[i] = '?';
        }
        error = parse();
    }
    return error == simdjson::SUCCESS;
}

QByteArrayView JsonDocument::rootScalar()
{
    std::string_view token;
    if (m_root.raw_json_token().get(token) != simdjson::SUCCESS)
        return {};
    const QByteArrayView scalar = trimmed(token);
    const QByteArrayView all = text();
    const std::string_view whole(all.data(), static_cast<std::size_t>(all.size()));
    return scalar.end() == trimmed(whole).end() ? scalar : QByteArrayView();
}

bool JsonDocument::atEnd()
{
    return m_root.current_location().error() == simdjson::OUT_OF_BOUNDS;
}

simdjson::error_code JsonDocument::parse()
{
    const auto size = static_cast<std::size_t>(m_size);
    if (m_parser.capacity() < size) { // with room for more than this text
        const simdjson::error_code error
            = m_parser.allocate(std::max<std::size_t>(size + size / 2, 4096));
        if (error != simdjson::SUCCESS)
            return error;
    }
    return m_parser.iterate(m_padded.constData(), size, static_cast<std::size_t>(m_padded.size()))
        .get(m_root);
}

QByteArrayView JsonDocument::trimmed(std::string_view token)
{
    QByteArrayView view(token.data(), static_cast<qsizetype>(token.size()));
    while (!view.isEmpty()
           && (view.back() == ' ' || view.back() == '\n' || view.back() == '\r'
               || view.back() == '\t'))
        view.chop(1);
    return view;
}

} // namespace MsgPack
