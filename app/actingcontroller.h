// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/tappedsessions.h"
#include "protocol/rules/judge.h"
#include "widgets/rules/rulesstore.h"

#include <QObject>
#include <QPointer>
#include <QSet>
#include <QTimer>

class CaptureDocument;
class CaptureFeed;
class ComposePanel;
class HeldPanel;
class LiveCapture;
class RulesPanel;
class Selection;

/// What the user does to live traffic in one window: carries the rules to the taps, what is sent
/// from Compose into tapped sessions, and decisions on messages that are held, and back what became
/// of them.
class ActingController : public QObject
{
    Q_OBJECT
public:
    struct Parts
    {
        CaptureDocument &document;
        CaptureFeed &feed;
        Selection &selection;
        ComposePanel &compose;
        RulesPanel &rules;
        HeldPanel &held;
    };
    ActingController(const Parts &parts, QObject *parent);
    ~ActingController() override;

    /// The target of Compose that stands for a tapped session, 0 if it is not open.
    quint32 targetOf(Capture::Id session, Capture::Direction direction) const
    {
        return m_sessions.targetOf(session, direction);
    }

    int rulesInForce() const;

signals:
    /// A message is held: the user has to see it.
    void held();
    /// How many rules are in force.
    void rulesInForceChanged(int count);

private:
    void follow();
    void forget();
    void connectCompose();
    void applyRules();
    void inject(quint32 target, quint64 number, decltype(Acting::Injection::what) what);
    void onNews(const Acting::InjectionNews &news);
    void refreshTargets();

    Parts m_parts;
    RulesStore m_store;
    TappedSessions m_sessions;
    QTimer m_refresh; // of the targets, while traffic goes on
    QPointer<LiveCapture> m_followed;
    QHash<quint64, quint32> m_asked; // targets of what was sent, by its number
    QSet<quint64> m_pings; // among them
};
