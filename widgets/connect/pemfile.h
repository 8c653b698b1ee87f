// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QString>

/// Reads the PEM texts in \a file into \a pem; no name, no text. False, and why in \a error, a
/// sentence, if it cannot be read or holds none.
bool readPem(const QString &file, QByteArray *pem, QString *error);
