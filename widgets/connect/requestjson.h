// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/connect/connectrequest.h"

#include <QJsonObject>

/// A request as our profile file has it. Bytes of the user stand there as strings.
QJsonObject requestToJson(const ConnectRequest &request);
/// What is missing or of another type has its default.
ConnectRequest requestFromJson(const QJsonObject &object);
