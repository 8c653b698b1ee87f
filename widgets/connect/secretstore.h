// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QObject>
#include <QString>

#include <functional>
#include <optional>

/// Where secrets lie: the desktop's keyring, or a stand-in. Answers later, in the event loop.
class SecretStore : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// A value, or nothing if there is none under \a key. \a isThere is false when there is no
    /// keyring at all, or it did not open.
    using Read = std::function<void(const std::optional<QByteArray> &value, bool isThere)>;
    /// \a isDone is false when the keyring did not take it.
    using Written = std::function<void(bool isDone)>;

    virtual void read(const QString &key, Read done) = 0;
    virtual void write(const QString &key, const QByteArray &value, Written done) = 0;
    virtual void remove(const QString &key) = 0;
};
