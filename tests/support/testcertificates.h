// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QFile>
#include <QProcess>
#include <QSslCertificate>
#include <QSslKey>
#include <QTemporaryDir>

/// An authority and a server certificate for 127.0.0.1 and localhost, made anew with the openssl
/// command. The private keys never leave the temporary folder.
class TestCertificates
{
public:
    TestCertificates()
    {
        const QStringList newKey {
            QStringLiteral("-newkey"), QStringLiteral("ec"), QStringLiteral("-pkeyopt"),
            QStringLiteral("ec_paramgen_curve:prime256v1"), QStringLiteral("-nodes")};
        isMade = openssl(QStringList {QStringLiteral("req"), QStringLiteral("-x509"),
                                      QStringLiteral("-subj"), QStringLiteral("/CN=Test CA"),
                                      QStringLiteral("-days"), QStringLiteral("2"),
                                      QStringLiteral("-keyout"), QStringLiteral("ca.key"),
                                      QStringLiteral("-out"), QStringLiteral("ca.pem")}
                         + newKey)
            && openssl(QStringList {QStringLiteral("req"), QStringLiteral("-subj"),
                                    QStringLiteral("/CN=localhost"), QStringLiteral("-keyout"),
                                    QStringLiteral("server.key"), QStringLiteral("-out"),
                                    QStringLiteral("server.csr")}
                       + newKey)
            && write(QStringLiteral("san"), "subjectAltName=DNS:localhost,IP:127.0.0.1\n")
            && openssl({QStringLiteral("x509"), QStringLiteral("-req"), QStringLiteral("-in"),
                        QStringLiteral("server.csr"), QStringLiteral("-CA"),
                        QStringLiteral("ca.pem"), QStringLiteral("-CAkey"),
                        QStringLiteral("ca.key"), QStringLiteral("-CAcreateserial"),
                        QStringLiteral("-days"), QStringLiteral("2"), QStringLiteral("-extfile"),
                        QStringLiteral("san"), QStringLiteral("-out"),
                        QStringLiteral("server.pem")});
        authority = read(QStringLiteral("ca.pem"));
        certificate = QSslCertificate(read(QStringLiteral("server.pem")));
        key = QSslKey(read(QStringLiteral("server.key")), QSsl::Ec);
    }

    bool isMade = false;
    QByteArray authority; // PEM
    QSslCertificate certificate;
    QSslKey key;

private:
    bool openssl(const QStringList &arguments) const
    {
        QProcess process;
        process.setWorkingDirectory(m_folder.path());
        process.start(QStringLiteral("openssl"), arguments);
        return process.waitForFinished() && process.exitCode() == 0;
    }
    bool write(const QString &name, const QByteArray &bytes) const
    {
        QFile file(m_folder.filePath(name));
        return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
    }
    QByteArray read(const QString &name) const
    {
        QFile file(m_folder.filePath(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    QTemporaryDir m_folder;
};
