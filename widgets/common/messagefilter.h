// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/types.h"
#include "widgets/common/findtext.h"
#include "widgets/common/timerange.h"

#include <QObject>
#include <QString>

/// What the views show of the capture: one for all of them.
///
/// Holds what the user asked for and nothing else; who matches is found by Matcher. UI thread.
class MessageFilter : public QObject
{
    Q_OBJECT
public:
    struct Terms
    {
        QString text; ///< in the filter language
        Capture::Id session = 0; ///< this one only; 0: all
        quint32 source = 0; ///< this one only; 0: all
        bool withHeartbeats = false;
        std::optional<TimeRange::Range> range; ///< of time; none: all of it
        FindText find; ///< what must stand in it too; the filter itself has none
        bool operator==(const Terms &other) const = default;
    };

    explicit MessageFilter(QObject *parent = nullptr);

    void setText(const QString &text);
    /// Shows what is shown now and matches \a term too.
    void narrow(const QByteArray &term);
    /// Shows one session only, of whatever source; 0 shows all again.
    void setSession(Capture::Id session);
    /// Shows one source only, all its sessions; 0 shows all again.
    void setSource(quint32 source);
    void setWithHeartbeats(bool shown);
    /// Shows what was in a part of the time only.
    void setRange(const std::optional<TimeRange::Range> &range);
    /// Shows everything in the time range but heartbeats.
    void reset();

    const Terms &terms() const { return m_terms; }
    const QString &text() const { return m_terms.text; }
    Capture::Id session() const { return m_terms.session; }
    quint32 source() const { return m_terms.source; }
    bool withHeartbeats() const { return m_terms.withHeartbeats; }
    /// True where rows have to be looked at to know whether they are shown.
    bool isNarrowing() const
    {
        return !m_terms.text.isEmpty() || m_terms.session != 0 || m_terms.source != 0
            || m_terms.range;
    }

signals:
    void changed();

private:
    void set(const Terms &terms);

    Terms m_terms;
};
