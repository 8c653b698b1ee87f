// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/advance.h"
#include "protocol/capture/storereader.h"
#include "protocol/formats/membershiplines.h"

#include <QHash>
#include <QObject>
#include <QString>

#include <memory>

/// Writes the messages of a live capture to standard output as JSON Lines, each as soon as it is
/// stored.
class Printer : public QObject
{
    Q_OBJECT
public:
    explicit Printer(QString path, QObject *parent = nullptr);
    ~Printer() override;

    void print(const Capture::Advance &advance);
    /// What the last advance did not tell, once the capture is finished.
    void printRest();

signals:
    /// Nobody reads standard output any more.
    void closed();

private:
    void printUpTo(Capture::Id last);
    void write(const QByteArray &lines);

    QString m_path;
    std::unique_ptr<Capture::StoreReader> m_reader;
    QHash<Capture::Id, int> m_protocols; // Socket.IO protocol by session
    Formats::MembershipLines m_memberships;
    Capture::Id m_printed = 0;
    bool m_isClosed = false;
};
