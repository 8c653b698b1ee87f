// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/client/clientoptions.h"

#include <QList>
#include <QString>

#include <optional>

/// What the user asks for: one connection of our own. Certificates are names of files here.
struct ConnectRequest
{
    Client::ClientOptions options; ///< without the PEM texts
    QString authoritiesFile;
    QString certificateFile;
    QString keyFile;

    /// What a client is started with; reads the files. Or in \a error what is wrong, in words.
    std::optional<Client::ClientOptions> toOptions(QString *error = nullptr) const;

    bool operator==(const ConnectRequest &other) const = default;
};

/// A text of a request that must not lie about in files: a cookie, a password, an auth payload.
struct Secret
{
    QString name; ///< which one: "header Cookie", "auth /chat"
    QByteArray value;

    bool operator==(const Secret &other) const = default;
};

/// The secrets of \a request that are there. Their names are unique in it.
QList<Secret> secretsOf(const ConnectRequest &request);
/// \a request with the values of its secrets taken out.
ConnectRequest withoutSecrets(ConnectRequest request);
/// \a request with \a secrets put back where a request of the same shape had them.
ConnectRequest withSecrets(ConnectRequest request, const QList<Secret> &secrets);
