// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/acting/injection.h"
#include "widgets/compose/outgoing.h"

/// What an editor shows of a held message, and whether it can be changed there.
struct HeldBody
{
    enum class Form : quint8 {
        Json, ///< data of a Socket.IO packet: must be JSON
        JsonText, ///< text that is JSON, and may become anything
        Text,
        Fixed ///< only to be read: it can be let go or dropped
    };

    /// More than that makes editors slow.
    static constexpr qsizetype MaxEdited = qsizetype(256) << 10;

    Form form = Form::Fixed;
    QByteArray text; ///< as it goes on; of a fixed one its beginning, readable
    QString why; ///< it is fixed, a sentence

    static HeldBody of(const Acting::HeldMessage &message);

    bool canEdit() const { return form != Form::Fixed; }
    bool isJson() const { return form == Form::Json || form == Form::JsonText; }
    /// Why \a edited cannot stand in \a message.
    std::optional<DraftProblem> problem(const Acting::HeldMessage &message,
                                        const QByteArray &edited) const;
    /// What whoever gets \a edited may stumble over, which may be wanted. Empty for nothing.
    QString remark(const Acting::HeldMessage &message, const QByteArray &edited) const;
};

/// What is wrong with the values of an answer: JSON with commas between.
std::optional<DraftProblem> findAnswerProblem(const QByteArray &values);
