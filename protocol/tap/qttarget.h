// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/tap/targetdialer.h"

#include <QObject>
#include <QSslError>
#include <QTimer>

class QSslSocket;

namespace Tap {

/// A target that speaks TLS, or stands behind another proxy, or both. It is verified against the
/// system's authorities and the tap's own.
///
/// Qt's sockets have no half-close: after finish() the connection stays as long as the target keeps
/// answering, and is closed when it was silent for a second. And a plain target that ends its side
/// has ended both.
class QtTarget final : public QObject, public TargetEndpoint
{
    Q_OBJECT

public:
    /// \a owner outlives the target. \a lingering is a parent for a socket that still has to say
    /// goodbye when the target is gone.
    QtTarget(TargetEndpoint::Owner &owner, Route route, QObject &lingering);
    ~QtTarget() override;

    void connectToTarget() override;

    Transfer read(char *buffer, qsizetype size) override;
    Transfer write(const char *bytes, qsizetype size) override;
    void finish() override;
    void reset() override;
    void close() override;
    void rearm() override;
    bool hasFailed() const override { return m_failed; }
    Problem failureProblem() const override { return m_failureProblem; }
    QByteArray failureText() const override { return m_failure; }

private:
    void prepareTls();
    void useCertificate();
    void useProxy();
    void hearSslErrors(const QList<QSslError> &errors);
    void hearError();
    void hearConnected();
    void hearTimeout();
    void readCertificate();
    bool isExcepted() const;
    void fail(Problem problem, const QByteArray &text);
    QByteArray proxyText() const;
    QByteArray peerText() const;
    void tellOwner();

    TargetEndpoint::Owner &m_owner;
    QObject &m_lingering;
    QSslSocket *m_socket; // child, until close() gives it away; then null
    QTimer m_timeout; // to connect; later, to be silent after finish()
    Route m_route;
    TlsFacts m_facts;
    QByteArray m_setupError; // the options cannot be used
    QByteArray m_certificateText; // what is wrong with the target's certificate
    bool m_connected = false;
    bool m_finished = false;
    bool m_failed = false;
    Problem m_failureProblem = Problem::TapReset;
    QByteArray m_failure;
};

} // namespace Tap
