// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDialog>

class ErrorLabel;
class QCheckBox;
class QLineEdit;
class QPushButton;
class Theme;

/// Asks for the admin namespace of a server. It stays open while somebody attaches, and says what
/// is wrong in place.
class AdminDialog : public QDialog
{
    Q_OBJECT

public:
    explicit AdminDialog(const Theme &theme, QWidget *parent = nullptr);

    void setUrl(const QString &url);
    QString url() const;
    QString nsp() const;
    QString user() const;
    QString password() const;
    bool usesMsgpack() const;

    /// The attempt failed: \a words say why, and the user may try again.
    void failed(const QString &words);
    /// Closes, and forgets the password.
    void attached();

signals:
    void attachRequested();
    /// The user waits no longer.
    void cancelRequested();

protected:
    void done(int result) override;

private:
    void attach();
    void setBusy(bool isBusy);

    QLineEdit *m_url;
    QLineEdit *m_nsp;
    QLineEdit *m_user;
    QLineEdit *m_password;
    QCheckBox *m_msgpack;
    ErrorLabel *m_error;
    QPushButton *m_attach;
    bool m_isBusy = false;
};
