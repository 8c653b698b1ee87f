// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/connect/connectrequest.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLineEdit;
class QSpinBox;
class Theme;

/// The name of a file, with a button that asks for one.
class FileLine : public QWidget
{
    Q_OBJECT

public:
    FileLine(const QString &name, const QString &dialogTitle, const Theme &theme,
             QWidget *parent = nullptr);

    QString file() const;
    void setFile(const QString &file);

private:
    QLineEdit *m_line;
};

/// TLS: whom to trust, who we are. And a proxy on the way.
class SecurityPage : public QWidget
{
    Q_OBJECT

public:
    explicit SecurityPage(const Theme &theme, QWidget *parent = nullptr);

    void read(const ConnectRequest &request);
    void writeTo(ConnectRequest *request) const;

private:
    void enableParts();

    FileLine *m_authorities;
    FileLine *m_certificate;
    FileLine *m_key;
    QLineEdit *m_passphrase;
    QLineEdit *m_serverName;
    QCheckBox *m_acceptsAny;
    QLineEdit *m_fingerprint;
    QComboBox *m_proxyType;
    QLineEdit *m_proxyHost;
    QSpinBox *m_proxyPort;
    QLineEdit *m_proxyUser;
    QLineEdit *m_proxyPassword;
};
