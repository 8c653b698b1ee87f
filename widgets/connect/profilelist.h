// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/connect/profilefile.h"

#include <QWidget>

class QListWidget;
class QPushButton;
class SecretStore;
class Theme;

/// The list of saved connections, and what can be done with one.
class ProfileList : public QWidget
{
    Q_OBJECT

public:
    ProfileList(ProfileFile &profiles, SecretStore &secrets, QWidget *parent = nullptr);

    /// Reads the file again. What is wrong with it, or nothing.
    QString load();
    /// The chosen one's id; empty: a new connection.
    QString current() const;
    /// Saves \a request as \a name, in place of the chosen one if that has the same name. \a said
    /// is told what there is to say, perhaps later.
    void save(const QString &name, const ConnectRequest &request);
    QString currentName() const;

signals:
    /// A saved connection was chosen. It comes again with its secrets when the keyring has opened.
    void chosen(const ConnectRequest &request);
    void newChosen();
    /// A sentence about what went on, or wrong.
    void said(const QString &words);

private:
    void fill(const QString &id);
    void onCurrentChanged();
    void removeCurrent();
    const ConnectProfile *find(const QString &id) const;

    ProfileFile &m_profiles;
    SecretStore &m_secrets;
    QListWidget *m_list;
    QPushButton *m_remove;
};
