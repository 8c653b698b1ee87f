// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/connect/pemfile.h"

#include <QCoreApplication>
#include <QFile>

bool readPem(const QString &file, QByteArray *pem, QString *error)
{
    constexpr qint64 MaxBytes = qint64(16) << 20;
    if (file.isEmpty())
        return true;
    QFile source(file);
    if (!source.open(QIODevice::ReadOnly)) {
        *error = QCoreApplication::translate("PemFile", "%1 cannot be read: %2.")
                     .arg(file, source.errorString());
        return false;
    }
    *pem = source.read(MaxBytes);
    if (pem->contains("-----BEGIN"))
        return true;
    *error = QCoreApplication::translate("PemFile", "%1 is no PEM file.").arg(file);
    return false;
}
