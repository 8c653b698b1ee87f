// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/client/clientoptions.h"
#include "protocol/client/failure.h"

#include <QString>

/// One or two sentences: what happened to a client of ours, and what to do about it. \a options are
/// what it was started with.
QString failureWords(const Client::Failure &failure, const Client::ClientOptions &options);

/// True when the certificate of \a failure can be accepted by its fingerprint.
bool canAcceptCertificate(const Client::Failure &failure);

/// "12:AB:…": a fingerprint as other programs show it.
QString fingerprintText(const QByteArray &fingerprint);
