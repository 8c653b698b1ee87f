// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/compose/composedraft.h"

#include <QJsonObject>

/// How a draft is written into our own JSON files. Texts of the user stand there as strings, as
/// they are; what is no UTF-8, as `{"base64":"…"}`.
QJsonObject draftToJson(const ComposeDraft &draft);
/// Nothing if \a object is none of draftToJson(). What is missing has its default.
std::optional<ComposeDraft> draftFromJson(const QJsonObject &object);

/// What a draft takes in memory, without the files it only names.
qsizetype draftSize(const ComposeDraft &draft);
