// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QFile>
#include <QProcess>
#include <QSslCertificate>
#include <QSslKey>
#include <QTemporaryDir>

/// An authority and a server certificate for 127.0.0.1 and localhost, made anew with the openssl
/// command, and others by request. The private keys never leave the temporary folder.
class TestCertificates
{
public:
    enum class Key { Ec, Rsa };

    /// What certificate to make.
    struct Wish
    {
        QByteArray name = "localhost"; ///< its CN, and a name that it is for
        Key key = Key::Ec;
        QByteArray passphrase; ///< of the key, none if empty
        bool isExpired = false;
        bool isSelfSigned = false;
    };
    struct Pair
    {
        QByteArray certificatePem;
        QByteArray keyPem;

        bool isMade() const { return !certificatePem.isEmpty() && !keyPem.isEmpty(); }
        QSslCertificate certificate() const { return QSslCertificate(certificatePem); }
        QSslKey key() const { return QSslKey(keyPem, QSsl::Ec); }
    };

    TestCertificates()
    {
        isMade = openssl({"req", "-x509", "-subj", "/CN=Test CA", "-days", "2", "-newkey", "ec",
                          "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", "ca.key",
                          "-out", "ca.pem"});
        const Pair server = make({});
        isMade = isMade && server.isMade();
        authority = read("ca.pem");
        certificate = server.certificate();
        key = server.key();
    }

    Pair make(const Wish &wish) const
    {
        QByteArrayList request {"req",     "-subj",   "/CN=" + wish.name,
                                "-keyout", "new.key", "-newkey"};
        if (wish.key == Key::Ec)
            request << "ec"
                    << "-pkeyopt"
                    << "ec_paramgen_curve:prime256v1";
        else
            request << "rsa:2048";
        if (wish.passphrase.isEmpty())
            request << "-nodes";
        else
            request << "-passout"
                    << "pass:" + wish.passphrase;
        const QByteArray names = "DNS:" + wish.name
            + (wish.name == "localhost" ? QByteArray(",IP:127.0.0.1") : QByteArray());
        if (wish.isSelfSigned) {
            request << "-x509"
                    << "-days"
                    << "2"
                    << "-out"
                    << "new.pem"
                    << "-addext"
                    << "subjectAltName=" + names;
            return openssl(request) ? Pair {read("new.pem"), read("new.key")} : Pair {};
        }
        request << "-out"
                << "new.csr";
        const QByteArrayList sign {"x509",
                                   "-req",
                                   "-in",
                                   "new.csr",
                                   "-CA",
                                   "ca.pem",
                                   "-CAkey",
                                   "ca.key",
                                   "-CAcreateserial",
                                   "-days",
                                   wish.isExpired ? "-1" : "2",
                                   "-extfile",
                                   "san",
                                   "-out",
                                   "new.pem"};
        const bool isDone
            = openssl(request) && write("san", "subjectAltName=" + names + '\n') && openssl(sign);
        return isDone ? Pair {read("new.pem"), read("new.key")} : Pair {};
    }

    bool isMade = false;
    QByteArray authority; // PEM
    QSslCertificate certificate;
    QSslKey key;

private:
    bool openssl(const QByteArrayList &arguments) const
    {
        QStringList words;
        for (const QByteArray &argument : arguments)
            words.append(QString::fromUtf8(argument));
        QProcess process;
        process.setWorkingDirectory(m_folder.path());
        process.start(QStringLiteral("openssl"), words);
        return process.waitForFinished() && process.exitCode() == 0;
    }
    bool write(const char *name, const QByteArray &bytes) const
    {
        QFile file(m_folder.filePath(QString::fromLatin1(name)));
        return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
    }
    QByteArray read(const char *name) const
    {
        QFile file(m_folder.filePath(QString::fromLatin1(name)));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    QTemporaryDir m_folder;
};
