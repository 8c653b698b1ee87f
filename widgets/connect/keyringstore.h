// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/connect/secretstore.h"

/// The desktop's keyring (Secret Service, KWallet), through QtKeychain. Never a file of its own.
class KeyringStore final : public SecretStore
{
    Q_OBJECT

public:
    using SecretStore::SecretStore;

    void read(const QString &key, Read done) override;
    void write(const QString &key, const QByteArray &value, Written done) override;
    void remove(const QString &key) override;
};
