// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/client/failure.h"
#include "widgets/connect/connectrequest.h"

#include <QDialog>

#include <memory>

class ProfileFile;
class SecretStore;
class Theme;

/// Connects to a server: a new address, or a saved one.
///
/// Knows values and signals only: it asks with connectRequested() and is told how that went with
/// connected(), which closes it, or failed(), which shows why in place and offers to accept the
/// certificate where that was the reason. Secrets of a saved connection come from the keyring; if
/// there is none they are asked for each time. Not modal.
class ConnectDialog : public QDialog
{
    Q_OBJECT

public:
    enum class Phase { Asking, Connecting };

    /// Asks for the name of a connection to save; tests put their own in.
    using AskName = std::function<QString(QWidget *, const QString &suggested)>;

    ConnectDialog(const Theme &theme, ProfileFile &profiles, SecretStore &secrets,
                  QWidget *parent = nullptr);
    ~ConnectDialog() override;

    void setRequest(const ConnectRequest &request);
    ConnectRequest request() const;
    Phase phase() const;
    void setAskName(AskName ask);

    /// What is shown below the form.
    QString message() const;

    void connected();
    void failed(const Client::Failure &failure);
    /// There was no attempt at all, for the reason in \a words.
    void stopped(const QString &words);

signals:
    void connectRequested(const Client::ClientOptions &options);
    /// The attempt is to be given up.
    void cancelRequested();

private:
    class Private;
    std::unique_ptr<Private> m_d;
};
