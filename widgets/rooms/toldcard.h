// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/common/capturefeed.h"

#include <QWidget>

class Facts;
class JsonTreeView;
class Theme;

/// What an admin namespace tells of one socket, or of the servers behind it. Hidden while it tells
/// nothing.
class ToldCard : public QWidget
{
    Q_OBJECT
public:
    ToldCard(const CaptureFeed &feed, const Theme &theme, QWidget *parent = nullptr);

    /// The servers that \a source tells of.
    void showServers(quint32 source);
    void showSocket(quint32 source, const QByteArray &nsp, const QByteArray &socketId);
    void showNothing();

    Facts *facts() const { return m_facts; }
    JsonTreeView *tree() const { return m_tree; }

private:
    enum class Subject { Nothing, Servers, Socket };

    void read();
    void readServers();
    void readSocket();

    const CaptureFeed &m_feed;
    Facts *m_facts;
    JsonTreeView *m_tree;
    Subject m_subject = Subject::Nothing;
    quint32 m_source = 0;
    QByteArray m_nsp;
    QByteArray m_socketId;
};
