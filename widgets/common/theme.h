// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QColor>
#include <QFont>
#include <QObject>
#include <QPalette>

#include <array>

class SystemScheme;

/// The colours of one look, named by what they are for.
struct Colors
{
    QColor window;
    QColor pane;
    QColor alternate;
    QColor line;
    QColor text;
    QColor dim; ///< text that steps back
    QColor accent;
    QColor onAccent; ///< text on a surface of the accent colour
    QColor selection;
    QColor chip;
    QColor sent;
    QColor received;
    QColor error;
    QColor warning;
    QColor heartbeat; ///< marks only, too faint for text
    QColor hit; ///< the ground of what the find bar found
    std::array<QColor, 4> connections;
};

/// What something is coloured with, whatever the look.
enum class Tint : quint8 {
    Text,
    Dim,
    Accent,
    OnAccent,
    Sent,
    Received,
    Notice,
    Error,
    Warning,
    Heartbeat
};

/// The application's look: light or dark, as the system has it or as set by hand.
///
/// One object, made after the QApplication and before the first window; it installs our style and
/// keeps the application's palette. Views take it in their constructor, ask it for the colours
/// that a palette has no role for when they paint, and repaint on changed().
class Theme : public QObject
{
    Q_OBJECT
public:
    enum class Mode { System, Light, Dark };
    Q_ENUM(Mode)

    explicit Theme(QObject *parent = nullptr);
    ~Theme() override;

    void setMode(Mode mode);
    Mode mode() const { return m_mode; }
    bool isDark() const { return m_isDark; }

    const Colors &colors() const;
    QColor color(Tint tint) const;
    /// The same colours by palette roles. Mid: lines; Midlight: chips; Link: accent;
    /// PlaceholderText: dim.
    QPalette palette() const;
    /// The colour square of a session: the same in every view. Never the only sign.
    QColor sessionColor(qint64 session) const;

    /// The system's fixed-width font in the size of the words beside it, for payloads.
    QFont fixedFont() const;
    /// The application's font, smaller and bold, for chips and the headings of panels.
    QFont smallFont() const;

    /// \a color, moved away from \a ground until text in it can be read there (contrast 4.5:1).
    static QColor readableOn(const QColor &color, const QColor &ground);
    /// The contrast of WCAG 2: 1 to 21.
    static double contrast(const QColor &first, const QColor &second);

    static const Colors &lightColors();
    static const Colors &darkColors();

signals:
    /// The colours are others now. The application's palette has been set already.
    void changed();

private:
    void update();

    SystemScheme *m_system;
    Mode m_mode = Mode::System;
    bool m_isDark = false;
};
