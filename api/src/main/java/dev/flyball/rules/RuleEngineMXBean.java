package dev.flyball.rules;

import java.util.List;

/**
 * An engine as operators see it by JMX. {@link RuleEngine#management()} gives one; the host registers it with its MBean server,
 * and unregisters it when it is done with the engine:
 *
 * <pre>{@code
 * MBeanServer server = ManagementFactory.getPlatformMBeanServer();
 * ObjectName name = new ObjectName("dev.flyball:type=RuleEngine,name=main");
 * server.registerMBean(engine.management(), name);
 * ...
 * server.unregisterMBean(name);
 * }</pre>
 */
public interface RuleEngineMXBean {
    /** The version of the live rule set. */
    String getVersion();

    /** The file that it was read from. */
    String getFile();

    /** {@link RuleEngine#status()} in lines. */
    String getStatus();

    /** The kills in force. */
    List<String> getKills();

    /** The changes of the rules, the newest first. */
    List<String> getHistory();

    /**
     * Switches all rules off.
     *
     * @param seconds how long; 0 until it is lifted
     */
    void killAll(String owner, String reason, long seconds);

    /** Switches the rules with a tag off; see {@link #killAll}. */
    void killTag(String tag, String owner, String reason, long seconds);

    /** Switches one rule off; see {@link #killAll}. */
    void killRule(String id, String owner, String reason, long seconds);

    /** Switches the rules of one version off; see {@link #killAll}. */
    void killDeployment(String version, String owner, String reason, long seconds);

    /**
     * Lifts a kill.
     *
     * @param scope ALL, TAG, RULE or DEPLOYMENT
     * @param name of the tag, rule or version; empty for ALL
     * @return whether there was one
     */
    boolean lift(String scope, String name, String owner, String reason);

    /** See {@link RuleEngine#rollback}. */
    void rollback(String reason);

    /** See {@link RuleEngine#tick}. */
    void tick();
}
