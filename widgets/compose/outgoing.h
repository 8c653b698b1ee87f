// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/client/clientstatus.h"
#include "widgets/compose/composedraft.h"
#include "widgets/compose/variables.h"

#include <functional>

/// What is wrong with a draft, and where.
struct DraftProblem
{
    enum class Place : quint8 { Namespace, Event, Argument, Text, CloseCode };

    Place place = Place::Text;
    int argument = -1; ///< its number
    qsizetype offset = -1; ///< in the bytes of the editor's text; -1: all of it
    qsizetype size = 0;
    QString words; ///< a sentence for the user, with line and column where there are some

    bool operator==(const DraftProblem &other) const = default;
};

/// A draft made ready to be sent: variables filled in, files read, binary put out as attachments.
/// While there are problems nothing of it may be sent.
struct Outgoing
{
    /// Reads a whole file; nothing, and the second says why, if it cannot.
    using FileReader
        = std::function<std::optional<QByteArray>(const QString &name, QString *error)>;

    static constexpr qsizetype MaxPing = 125; ///< RFC 6455 section 5.5
    static constexpr qsizetype MaxReason = 123;

    QList<DraftProblem> problems;
    Client::Emission emission; ///< of a Socket.IO draft
    Client::PlainMessage plain; ///< of a plain one
    quint16 closeCode = 0; ///< of a close
    QByteArray closeReason;

    static Outgoing make(const ComposeDraft &draft, const Variables::Values &values,
                         const FileReader &reader);
};

/// Arguments by themselves, as for an answer. Empty JSON arguments at the end are left out.
SocketIo::Arguments makeArguments(const QList<ComposeArgument> &arguments,
                                  const Variables::Values *values,
                                  const Outgoing::FileReader &reader,
                                  QList<DraftProblem> *problems);

/// Whether `{"$binary":…}` in JSON stands for bytes, as in exports and arguments.
enum class JsonMarkers : quint8 { Plain, Binary };

/// What is wrong with a JSON editor's \a text. \a values may be null: then there are no variables.
std::optional<DraftProblem> checkJson(const QByteArray &text, const Variables::Values *values,
                                      JsonMarkers markers = JsonMarkers::Binary);

/// The variables in \a text that have no value, as a problem of \a place.
std::optional<DraftProblem> checkVariables(const QByteArray &text, const Variables::Values *values);

/// The bytes that digits in hex stand for; white space, commas, "0x" and ":" between them are
/// nothing. Nothing if there are others, at \a badOffset.
std::optional<QByteArray> bytesFromHex(QByteArrayView digits, qsizetype *badOffset);

/// Reads from the disk, 1 GiB at most.
std::optional<QByteArray> readFileToSend(const QString &name, QString *error);
