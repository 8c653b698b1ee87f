// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/rooms/membershiplog.h"

/// Whether \a one stands above \a other in lists of rooms and members: numbers in names count as
/// numbers, so "room 2" is before "room 10".
bool standsBefore(const QByteArray &one, const QByteArray &other);

/// The rooms of a namespace, without those that each member has of its own.
QByteArrayList namesInOrder(const Rooms::MembershipLog &log, quint32 source, const QByteArray &nsp);
