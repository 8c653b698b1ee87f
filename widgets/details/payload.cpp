// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/details/payload.h"

#include <QTimer>

#include <algorithm>

QByteArray Payload::bytesAt(qint64 offset, qint64 length) const
{
    if (offset + length <= head.size() || !read)
        return head.mid(offset, length);
    return read(offset, length);
}

PayloadLoader::PayloadLoader(QObject *parent)
    : QObject(parent)
{
}

void PayloadLoader::start(std::shared_ptr<Payload> payload)
{
    stop();
    if (!payload || payload->isWhole)
        return;
    m_payload = std::move(payload);
    m_bytes = m_payload->head;
    QTimer::singleShot(0, this, [this, run = m_run] { step(run); });
}

void PayloadLoader::stop()
{
    ++m_run;
    m_payload.reset();
    m_bytes.clear();
}

void PayloadLoader::step(quint64 run)
{
    if (run != m_run || !m_payload)
        return;
    bool isDone = true;
    if (m_payload->readWhole) {
        m_bytes = m_payload->readWhole();
    } else {
        const qint64 wanted = std::min<qint64>(Slice, m_payload->size - m_bytes.size());
        const QByteArray slice = m_payload->bytesAt(m_bytes.size(), wanted);
        m_bytes += slice;
        isDone = slice.isEmpty() || m_bytes.size() >= m_payload->size;
    }
    if (!isDone) {
        emit progressed(m_bytes.size());
        QTimer::singleShot(0, this, [this, run] { step(run); });
        return;
    }
    m_payload->head = std::move(m_bytes);
    m_payload->size = m_payload->head.size();
    m_payload->isWhole = true;
    stop();
    emit finished();
}
