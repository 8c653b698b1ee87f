// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/net/resolver.h"

#include <QHostInfo>
#include <QPointer>

namespace Net {

namespace {

constexpr std::chrono::seconds Remembered {30};

} // namespace

Resolver::Resolver(const QByteArray &host, quint16 port, QObject *parent)
    : QObject(parent)
    , m_host(host)
    , m_port(port)
{
    if (const auto literal = Address::fromLiteral(host, port)) {
        m_addresses = {*literal};
    } else if (isLoopbackHost(host)) {
        for (const QByteArrayView loopback : {"127.0.0.1", "::1"})
            m_addresses.append(*Address::fromLiteral(loopback, port));
    }
    m_isKnown = !m_addresses.isEmpty();
}

void Resolver::resolve(QObject *context, Done done)
{
    if (!m_addresses.isEmpty()
        && (m_isKnown || std::chrono::steady_clock::now() - m_found < Remembered)) {
        done(QList<Address>(m_addresses), {});
        return;
    }
    const auto found = [this, guard = QPointer(context),
                        done = std::move(done)](const QHostInfo &info) {
        m_addresses.clear();
        for (const QHostAddress &address : info.addresses()) {
            if (const auto literal = Address::fromLiteral(address.toString().toLatin1(), m_port))
                m_addresses.append(*literal);
        }
        m_found = std::chrono::steady_clock::now();
        if (guard)
            done(QList<Address>(m_addresses),
                 m_addresses.isEmpty() ? info.errorString().toUtf8() : QByteArray());
    };
    QHostInfo::lookupHost(QString::fromUtf8(m_host), this, found);
}

void Resolver::forget()
{
    if (!m_isKnown)
        m_addresses.clear();
}

} // namespace Net
