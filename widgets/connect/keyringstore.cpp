// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/connect/keyringstore.h"

#include <qt6keychain/keychain.h>

namespace {

constexpr QLatin1String Service("sockscope");

template<typename KeyringJob>
KeyringJob *makeJob(const QString &key, QObject *parent)
{
    auto *const job = new KeyringJob(Service, parent);
    job->setKey(key);
    job->setInsecureFallback(false);
    job->setAutoDelete(true);
    return job;
}

} // namespace

void KeyringStore::read(const QString &key, Read done)
{
    auto *const job = makeJob<QKeychain::ReadPasswordJob>(key, this);
    connect(job, &QKeychain::Job::finished, this, [job, done = std::move(done)] {
        if (job->error() == QKeychain::NoError)
            done(job->binaryData(), true);
        else
            done(std::nullopt, job->error() == QKeychain::EntryNotFound);
    });
    job->start();
}

void KeyringStore::write(const QString &key, const QByteArray &value, Written done)
{
    auto *const job = makeJob<QKeychain::WritePasswordJob>(key, this);
    job->setBinaryData(value);
    connect(job, &QKeychain::Job::finished, this,
            [job, done = std::move(done)] { done(job->error() == QKeychain::NoError); });
    job->start();
}

void KeyringStore::remove(const QString &key)
{
    makeJob<QKeychain::DeletePasswordJob>(key, this)->start();
}
