// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/tap/endpoint.h"
#include "protocol/tap/tapoptions.h"

#include <QObject>
#include <QSslError>
#include <QTimer>

class QSslSocket;

namespace Tap {

/// A target that speaks TLS, verified against the system's authorities and the tap's own.
///
/// TLS as Qt does it has no half-close: after finish() the connection stays as long as the target
/// keeps answering, and is closed when it was silent for a second.
class TlsTarget final : public QObject, public TargetEndpoint
{
    Q_OBJECT

public:
    /// \a owner outlives the target. \a lingering is a parent for a socket that still has to say
    /// goodbye when the target is gone.
    TlsTarget(TargetEndpoint::Owner &owner, const TapOptions &options, QObject &lingering);
    ~TlsTarget() override;

    void connectToTarget() override;

    Transfer read(char *buffer, qsizetype size) override;
    Transfer write(const char *bytes, qsizetype size) override;
    void finish() override;
    void reset() override;
    void close() override;
    void rearm() override;
    bool hasFailed() const override { return m_failed; }
    QByteArray failureText() const override { return m_failure; }

private:
    void prepare(const TapOptions &options);
    void hearSslErrors(const QList<QSslError> &errors);
    void hearError();
    void hearEncrypted();
    void fail(Problem problem, const QByteArray &text);
    void tellOwner();

    TargetEndpoint::Owner &m_owner;
    QObject &m_lingering;
    QSslSocket *m_socket; // child, until close() gives it away; then null
    QTimer m_timeout; // to connect; later, to be silent after finish()
    QByteArray m_host;
    quint16 m_port;
    bool m_acceptsCertificate;
    bool m_connected = false;
    bool m_finished = false;
    bool m_failed = false;
    QByteArray m_failure;
    QByteArray m_certificateText; // what is wrong with the certificate
};

} // namespace Tap
