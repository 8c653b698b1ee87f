// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/tap/tapoptions.h"

#include <QDialog>
#include <QString>

#include <memory>
#include <optional>

class Theme;

/// What the user asks for: one tap.
struct TapRequest
{
    using HostRewrite = Tap::HostRewrite;

    QString listen; ///< "9000", "127.0.0.1:9000", "0.0.0.0:9000", "[::1]:0"
    QString target; ///< "http://127.0.0.1:3000", with a path if one was given
    HostRewrite hostRewrite = HostRewrite::Auto;
    bool acceptCertificate = false; ///< whatever certificate the target shows

    /// What a tap is started with, or in \a error what is wrong, in words.
    std::optional<Tap::TapOptions> toOptions(QString *error = nullptr) const;
    bool operator==(const TapRequest &other) const = default;
};

/// Puts a tap in front of a server and shows how to point the app at it.
///
/// Knows values and signals only: it asks for a tap with startRequested() and is told how that went
/// with tapStarted() or tapFailed(); it then shows the line to change and waits visibly for
/// firstByteSeen(). Closing it while it waits keeps the tap; "Stop tap" asks to remove it. Not
/// modal.
class TapDialog : public QDialog
{
    Q_OBJECT

public:
    enum class Phase { Asking, Starting, Waiting, Flowing };

    explicit TapDialog(const Theme &theme, QWidget *parent = nullptr);
    ~TapDialog() override;

    /// Fills the form; for a suggestion of what is free, or to try again.
    void setRequest(const TapRequest &request);
    TapRequest request() const;
    Phase phase() const;

    /// The tap listens on \a address ("127.0.0.1:41233", the real port).
    void tapStarted(const QString &address);
    /// It does not, for the reason in \a words.
    void tapFailed(const QString &words);
    /// A client came and said something. \a client is its address.
    void firstByteSeen(const QString &client);
    /// A client came, but the target could not be reached or the like: shown, and waiting goes on.
    void connectionFailed(const QString &words);
    /// Back to the form: the tap was removed.
    void tapStopped();

signals:
    /// Is valid: toOptions() gives options.
    void startRequested(const TapRequest &request);
    void stopRequested();

private:
    class Private;
    std::unique_ptr<Private> m_d;
};
