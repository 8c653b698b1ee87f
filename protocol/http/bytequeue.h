// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace Http {

/// Bytes in order: appended at the back, taken from the front. Taking costs what is taken, and
/// nothing at all for a piece that goes through whole.
class ByteQueue
{
public:
    void append(QByteArray bytes);

    QByteArrayView view() const { return QByteArrayView(m_bytes).sliced(m_begin); }
    qsizetype size() const { return m_bytes.size() - m_begin; }
    bool isEmpty() const { return size() == 0; }

    void drop(qsizetype count);
    QByteArray take(qsizetype count);
    QByteArray takeAll() { return take(size()); }

private:
    QByteArray m_bytes;
    qsizetype m_begin = 0; // what is before was taken
};

} // namespace Http
